package news.rendezvous.ingest.dialect.reference;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A reference line: a list mark, a URL, a dash, a title.
 *
 * @param awaitsTitle true if it ends with the dash, so that the next line may be the title
 */
public record ReferenceLine(ReferenceAddress address, @Nullable String title, boolean awaitsTitle) {

  private static final Pattern LIST_MARK =
      Pattern.compile(
          "[\\s\u3000]*(?:[-*+>\u2022\u00b7\u25aa\u25e6\u25cf\u25cb\u25a0\u25a1\u25b2\u25b3\u25b6\u25ba\u2013\u2014\u203b]"
              + "|[(\uff08]?\\d{1,3}[.)\uff09\uff0e\u3001]|[\u2460-\u2473])?[\\s\u3000]*");

  /** The references of a line that holds nothing else; empty for any other line. */
  public static List<ReferenceLine> of(String line) {
    List<ReferenceAddress> addresses = ReferenceAddress.in(line);
    if (addresses.isEmpty()
        || !LIST_MARK.matcher(line.substring(0, addresses.get(0).start())).matches()) {
      return List.of();
    }
    List<ReferenceLine> references = new ArrayList<>();
    for (int i = 0; i < addresses.size(); i++) {
      int end = i + 1 < addresses.size() ? addresses.get(i + 1).start() : line.length();
      String rest = line.substring(addresses.get(i).end(), end).strip();
      Optional<String> title = title(rest);
      if (title.isEmpty()) {
        return List.of();
      }
      references.add(
          new ReferenceLine(
              addresses.get(i),
              title.get().isEmpty() ? null : title.get(),
              title.get().isEmpty() && !rest.isEmpty()));
    }
    return references;
  }

  /** The title behind dashes; empty if something else follows the URL. */
  private static Optional<String> title(String rest) {
    int dashes = behindDashes(rest, 0);
    return dashes == 0 && !rest.isEmpty()
        ? Optional.empty()
        : Optional.of(rest.substring(dashes).strip());
  }

  /** The offset behind spaces and dashes; the same offset where no dash follows. */
  public static int behindDash(String text, int from) {
    int dash = from;
    while (dash < text.length() && text.charAt(dash) == ' ') {
      dash++;
    }
    int end = behindDashes(text, dash);
    return end == dash ? from : end;
  }

  private static int behindDashes(String text, int from) {
    int end = from;
    while (end < text.length() && isDash(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private static boolean isDash(char c) {
    return c == '-'
        || (c >= '\u2010' && c <= '\u2015')
        || c == '\u2212'
        || c == '\ufe58'
        || c == '\uff0d';
  }
}
