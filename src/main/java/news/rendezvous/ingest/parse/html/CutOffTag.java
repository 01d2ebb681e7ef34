package news.rendezvous.ingest.parse.html;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import news.rendezvous.item.text.LowerCase;

/** Remains of a tag that was truncated with its text, or whose end was forgotten. */
final class CutOffTag {

  private static final Pattern CUT_OFF =
      Pattern.compile(
          "(?:\\s+[\\w:-]++=(?:\"[^\"]*+\"|'[^']*+'|[^\\s\"'>]++))*+"
              + "\\s+[\\w:-]++=(?:\"[^\">]*+|'[^'>]*+)|(?:\\s+[\\w:-]++=(?:\"[^\"]*+\"|'[^']*+'|[^\\s\"'>]++))++"
              + "\\s*+[\\w:/-]*+=?");

  /** A quoted value that is followed by text or the next tag, without the end of its tag. */
  private static final Pattern OPEN_QUOTE =
      Pattern.compile(
          "(?i)(?:\\s+[\\w:-]++=(?:\"[^\"]*+\"|'[^']*+'|[^\\s\"'>]++))*+"
              + "\\s+(?<name>[\\w:-]++)=[\"'][^\\s\"'>]*+(?:\\s+[\\w:-]++=[^\\s\"'>]*+)*+(?=[^>]*+\\z)");

  /** Attributes whose value is a URL, which contains no space. */
  private static final Set<String> URL_ATTRIBUTES = Set.of("href", "src");

  private CutOffTag() {}

  /**
   * The offset after the remains; -1 if the "&lt;" is text.
   *
   * @param attributes offset after the name of the tag
   * @param next offset of the next "&lt;", or the length of the text
   */
  static int end(String html, int attributes, int next) {
    Matcher open = OPEN_QUOTE.matcher(html).region(attributes, next);
    // At the end of the text, the value of another attribute may be the text that was truncated.
    if (open.lookingAt()
        && (next < html.length() || URL_ATTRIBUTES.contains(LowerCase.of(open.group("name"))))) {
      return open.end();
    }
    return CUT_OFF.matcher(html).region(attributes, next).matches() ? next : -1;
  }
}
