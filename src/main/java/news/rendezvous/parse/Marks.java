package news.rendezvous.parse;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The source line and the bylines of the dialect. */
final class Marks {

  private static final int LONGEST_PUBLISHER = 200;
  private static final int LONGEST_BYLINE = 200;

  private static final Pattern SOURCE =
      Pattern.compile("(?:Source|\u6765\u6e90)\\s*[:\uff1a]\\s*(\\S.*)", Pattern.CASE_INSENSITIVE);

  /** Latin names are two to five capitalised words; longer runs are a sentence. */
  private static final String NAME =
      "\\p{Lu}[\\p{L}\\p{M}.'\u2019-]{0,40}(?:[ \u00a0]\\p{Lu}[\\p{L}\\p{M}.'\u2019-]{0,40}){0,4}";

  /**
   * The client's own phrase may follow anything, since the translator loses full stops; any other
   * reporter has to be named in a sentence of its own.
   */
  private static final Pattern ENGLISH =
      Pattern.compile(
          "(?:(?<!\\p{L})(?i:meeting point) |(?:^|[.!?\u3002\u201d\"] ?)[(]?(?:\\p{Lu}\\S{0,30} ){0,4})"
              + "[Rr]eporters?[:\uff1a]? ?("
              + NAME
              + "(?:(?:,? and |, ?|\u3001)"
              + NAME
              + "){0,9})[.)]?\\s*$");

  private static final String HAN_NAME = "\\p{IsHan}{2,4}(?:\u00b7\\p{IsHan}{1,6})?";

  private static final Pattern CHINESE =
      Pattern.compile(
          "(?:\u4ea4\u6c47\u70b9\u8bb0\u8005[\\s:\uff1a]*"
              + "|(?:^|[\u3002\uff01\uff1f\u201d])\\s*[(\uff08]?\\p{IsHan}{0,6}\u8bb0\u8005[\\s:\uff1a]+)("
              + HAN_NAME
              + "(?:(?:\\s*[\u3001,\uff0c]\\s*|\\s+(?:and\\s+)?)"
              + HAN_NAME
              + "){0,9})[\u3002)\uff09]?\\s*$");

  private Marks() {}

  /** The publisher in a source line; empty for any other line. */
  static Optional<String> publisher(String line) {
    String stripped = line.strip();
    if (stripped.length() > LONGEST_PUBLISHER) {
      return Optional.empty();
    }
    Matcher matcher = SOURCE.matcher(stripped);
    return matcher.matches() ? Optional.of(matcher.group(1).strip()) : Optional.empty();
  }

  /** The reporters named at the end of a paragraph. */
  static Stream<String> reporters(String paragraph) {
    String end = paragraph.substring(Math.max(0, paragraph.length() - LONGEST_BYLINE));
    if (!namesReporter(end)) {
      return Stream.empty(); // as in most paragraphs, which a pattern would take long to see
    }
    return Stream.of(ENGLISH, CHINESE)
        .map(pattern -> pattern.matcher(end))
        .filter(Matcher::find)
        .limit(1)
        .flatMap(matcher -> names(matcher.group(1)).stream());
  }

  private static boolean namesReporter(String text) {
    return text.contains("eporter") || text.contains("\u8bb0\u8005");
  }

  /** Whether a line with this text in it may be a reference line or end with a byline. */
  static boolean isIn(String text) {
    return text.contains("getUrls?") || namesReporter(text);
  }

  private static List<String> names(String list) {
    String separator =
        list.codePoints().anyMatch(Character::isIdeographic)
            ? "\\s*[,\uff0c\u3001]\\s*|\\s+(?:and\\s+)?"
            : ",? and |, ?|\u3001";
    return Stream.of(list.split(separator))
        .map(n -> n.strip().replaceFirst("(?<=\\p{Ll})\\.$", ""))
        .filter(n -> !n.isEmpty())
        .toList();
  }
}
