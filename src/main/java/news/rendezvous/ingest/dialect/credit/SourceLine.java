package news.rendezvous.ingest.dialect.credit;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A source line: {@code Source:Harbour News Client}, {@code 来源：港湾新闻} and their variants. A name
 * follows the colon, or the line is no source line.
 *
 * @param authors names behind it, each after its role
 * @param start offset of the text that follows and is no part of it; the length of the line if
 *     there is none
 * @param runsIn true if that text is the story
 */
public record SourceLine(String publisher, List<String> authors, int start, boolean runsIn) {

  /** Greatest width of a name, in columns; a Han character takes two. */
  private static final int WIDEST_NAME = 40;

  /** Characters in which the name is searched for. */
  private static final int SEARCHED = 120;

  /** Greatest length of a list of roles and names; a longer one is a text. */
  private static final int LONGEST_CREDITS = 80;

  /** The phrase that the client's stories begin with; it is kept as text. */
  private static final String LEAD_IN = "(?:The Rendezvous News On\\b|交[汇匯][点點][讯訊])";

  private static final Pattern STORY_START = Pattern.compile(LEAD_IN);

  private static final Pattern LABEL =
      Pattern.compile(
          "[\\s\u3000\\p{Cf}]*([\\[(（【〔［〈<]?)[\\s\u3000]*"
              + "(?:(?:(?:Article|News|Story) )?Source"
              + "|(?:稿件|文章|新闻|新聞|信息|資訊|消息|内容|內容|本文|原文)?[来來]源)"
              + "[\\s\u3000]*[:：][\\s\u3000]*(?=\\S)",
          Pattern.CASE_INSENSITIVE);

  private static final String ROLE =
      "(?:作者|责任编辑|責任編輯|责编|責編|编辑|編輯|记者|記者|通讯员|通訊員|撰文"
          + "|校对|校對|审核|審核|时间|時間|日期|发布时间"
          + "|(?:Editor|Author|Reporter|Correspondent|Date)s?\\b)";
  private static final String DATE = "(?:19|20)\\d\\d[-./年]\\d";

  /** The end of a name. */
  private static final Pattern CUT =
      Pattern.compile(
          "\u3000|\t|\\s{2,}|[\\s|丨/;；,，·]+(?="
              + ROLE
              + "|"
              + DATE
              + ")|(?="
              + ROLE
              + "[\\s\u3000]*[:：])|(?<=\\S)\\s*(?="
              + LEAD_IN
              + ")");

  private static final String NAME =
      "(?:\\p{IsHan}{2,4}(?:[·•]\\p{IsHan}{1,6})?|\\p{Lu}[\\p{L}.'’-]*+(?: \\p{Lu}[\\p{L}.'’-]*+){0,3})";
  private static final String BETWEEN = "[\\s\u3000|丨/;；,，、·&]";

  /** Roles with their names, and dates, which no reader would miss. */
  private static final Pattern CREDITS =
      Pattern.compile(
          "(?:"
              + BETWEEN
              + "*+(?:"
              + ROLE
              + "[\\s\u3000]*[:：]?[\\s\u3000]*(?:"
              + NAME
              + "(?:(?:"
              + BETWEEN
              + "| and )+"
              + NAME
              + ")*|"
              + DATE
              + "[\\d\\s:：./年月日时時分秒-]*)|"
              + DATE
              + "[\\d\\s:：./年月日时時分秒-]*))+"
              + BETWEEN
              + "*");

  /** Invisible characters, such as those for text direction. */
  private static final Pattern INVISIBLE = Pattern.compile("\\p{Cf}+");

  private static final Pattern TRAILING = Pattern.compile("[\\s\u3000|丨/;；,，·]+$");

  private static final String CLOSING = "])）】〕］〉>";
  private static final String OPENING = "[(（【〔［〈<";

  public SourceLine {
    authors = List.copyOf(authors);
  }

  /** The source line at the start of a line; empty for any other line. */
  public static Optional<SourceLine> of(String line) {
    Matcher label = LABEL.matcher(line);
    return label.lookingAt() ? behind(line, label) : Optional.empty();
  }

  /** True if a text begins with the phrase of the client's stories. */
  public static boolean isLeadIn(String text) {
    return STORY_START.matcher(text).lookingAt();
  }

  private static Optional<SourceLine> behind(String line, Matcher label) {
    int from = label.end();
    String looked = line.substring(from, Math.min(line.length(), from + SEARCHED));
    int bracket = label.group(1).isEmpty() ? looked.length() : closing(looked, label.group(1));
    if (bracket < 0) {
      return Optional.empty();
    }
    String inside = looked.substring(0, bracket);
    Matcher cut = CUT.matcher(inside);
    int end = cut.find() ? cut.start() : inside.length();
    boolean whole = end == inside.length() && bracket == looked.length();
    if (whole && from + end < line.length()) {
      return Optional.empty(); // longer than any name
    }
    String shown = INVISIBLE.matcher(inside.substring(0, end)).replaceAll("");
    String name = TRAILING.matcher(shown).replaceFirst("");
    return isName(name)
        ? Optional.of(rest(line, name, from + end, label.group(1)))
        : Optional.empty();
  }

  private static int closing(String text, String opening) {
    return text.indexOf(CLOSING.charAt(OPENING.indexOf(opening)));
  }

  private static SourceLine rest(String line, String name, int end, String opening) {
    if (!opening.isEmpty()) {
      int close = line.indexOf(CLOSING.charAt(OPENING.indexOf(opening)), end);
      String credits = line.substring(end, close);
      return upTo(blankEnd(line, close + 1), line, name, Byline.authors(credits.strip(), true));
    }
    String credits = line.substring(end);
    return credits.length() <= LONGEST_CREDITS
            && CREDITS.matcher(credits).matches()
            && !Sentences.hasEnd(credits)
        ? upTo(line.length(), line, name, Byline.authors(credits.strip(), true))
        : upTo(blankEnd(line, end), line, name, List.of());
  }

  private static SourceLine upTo(int start, String line, String name, List<String> authors) {
    return new SourceLine(name, authors, start, isLeadIn(line.substring(start)));
  }

  private static int blankEnd(String line, int from) {
    int end = from;
    while (end < line.length() && Character.isWhitespace(line.charAt(end))) {
      end++;
    }
    return end;
  }

  // A sentence has an end, a clause has commas, a name of several words has a capital letter.
  private static boolean isName(String text) {
    return !text.isEmpty()
        && width(text) <= WIDEST_NAME
        && text.codePoints().anyMatch(Character::isLetterOrDigit)
        && text.codePoints().noneMatch(c -> c == '，' || c == '；' || c == '：')
        && !Sentences.hasEnd(text)
        && (text.indexOf(' ') < 0
            || text.codePoints().anyMatch(c -> Character.isUpperCase(c) || c >= 0x2E80));
  }

  // The scripts of East Asia begin at U+2E80.
  private static int width(String text) {
    return text.codePoints().map(c -> c < 0x2E80 ? 1 : 2).sum();
  }
}
