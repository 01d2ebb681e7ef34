package news.rendezvous.ingest.parse.html;

import java.util.Locale;
import java.util.Set;

/**
 * Limit of the depth and the number of tags in markup, applied before an HTML parser builds a tree,
 * so that parsing takes milliseconds for any input. Tags that are nested too deep are removed,
 * their text is kept; the markup is truncated after too many tags.
 */
public final class MarkupLimit {

  private static final int MAX_TAGS = 10_000;
  private static final int MAX_DEPTH = 200;

  /** Void elements and those with an optional end tag (HTML Living Standard, section 13.1.2). */
  private static final Set<String> WITHOUT_END =
      Set.of(
          """
          area base br col dd dt embed hr img input li link meta option p param source tbody td
          tfoot th thead tr track wbr
          """
              .strip()
              .split("\\s+"));

  private final String html;
  private final StringBuilder kept = new StringBuilder();
  private int tags;
  private int depth;

  private MarkupLimit(String html) {
    this.html = html;
  }

  /** The markup within the limits; most markup is unchanged. */
  public static String cut(String html) {
    return hasFewTags(html) ? html : new MarkupLimit(html).cut();
  }

  private int next(int from) {
    return html.indexOf('<', from);
  }

  private static boolean hasFewTags(String html) {
    int left = MAX_DEPTH;
    for (int at = html.indexOf('<'); at >= 0 && left > 0; at = html.indexOf('<', at + 1)) {
      left--;
    }
    return left > 0;
  }

  private String cut() {
    int from = 0; // end of the input that was kept or removed
    for (int at = next(0); at >= 0; at = next(Math.max(at + 1, from))) {
      boolean end = at + 1 < html.length() && html.charAt(at + 1) == '/';
      if (!isLetter(end ? at + 2 : at + 1)) {
        continue; // not a tag
      }
      if (isTooDeep(end, name(at + (end ? 2 : 1)))) {
        kept.append(html, from, at);
        from = endOfTag(at);
      } else if (++tags > MAX_TAGS) {
        return kept.append(html, from, at).toString();
      }
    }
    return from == 0 ? html : kept.append(html, from, html.length()).toString();
  }

  private boolean isTooDeep(boolean end, String name) {
    if (WITHOUT_END.contains(name)) {
      return depth > MAX_DEPTH;
    }
    depth += end ? 0 : 1;
    boolean tooDeep = depth > MAX_DEPTH;
    depth -= end && depth > 0 ? 1 : 0;
    return tooDeep;
  }

  private int endOfTag(int at) {
    int close = html.indexOf('>', at);
    return close < 0 ? html.length() : close + 1;
  }

  private String name(int from) {
    int to = from;
    while (isLetter(to)) {
      to++;
    }
    return html.substring(from, to).toLowerCase(Locale.ROOT);
  }

  private boolean isLetter(int at) {
    return at < html.length()
        && html.charAt(at) < 128
        && Character.isLetterOrDigit(html.charAt(at));
  }
}
