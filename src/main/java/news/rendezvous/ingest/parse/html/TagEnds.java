package news.rendezvous.ingest.parse.html;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Ends of start tags, and the places of missing quotes in them. A quoted value may contain {@code
 * >}; a quote that is never closed would extend the tag over the following text.
 */
final class TagEnds {

  private static final int NONE = -1;

  /** An attribute within a value shows that the quote before it is missing. */
  private static final Pattern NEXT_ATTRIBUTE = Pattern.compile("\\s+[\\w:-]++=");

  private static final Pattern ATTRIBUTE = Pattern.compile("[\\w:-]++=");

  private static final String AFTER_A_VALUE = " \t\r\n\f/>";

  /**
   * The end of a start tag.
   *
   * @param offset offset after the tag
   * @param missing the quote to insert; null if none is missing
   */
  record TagEnd(int offset, @Nullable MissingQuote missing) {}

  /** A quote and the offset at which it is missing. */
  record MissingQuote(int offset, char quote) {}

  private final String html;

  /** The next "&gt;" from {@link #searched} on: each is searched for once, in linear time. */
  private int close = NONE;

  private int searched;

  TagEnds(String html) {
    this.html = html;
  }

  /** The end of a tag; null if there is none, so that its "&lt;" is text. */
  @Nullable TagEnd find(int attributes) {
    int doubtful = NONE;
    char before = ' ';
    for (int i = attributes; i < html.length() && html.charAt(i) != '<'; i++) {
      char c = html.charAt(i);
      if (c == '>') {
        return new TagEnd(i + 1, null);
      }
      if ((c == '"' || c == '\'') && before == '=') {
        int closing = html.indexOf(c, i + 1);
        if (closing < 0 || isOpening(i + 1, closing)) {
          return afterOpenQuote(i);
        }
        doubtful = doubtful == NONE && nextClose(i) < closing ? i : doubtful;
        i = closing;
      }
      before = c > ' ' ? c : before;
    }
    return doubtful == NONE ? null : afterOpenQuote(doubtful);
  }

  /**
   * True if the quote that seems to close a value opens another one or is in the text after the
   * tag: then the value contains a "&gt;", and no attribute follows the quote.
   */
  private boolean isOpening(int value, int quote) {
    int end = nextClose(value);
    if (end > quote) {
      return false;
    }
    if (html.charAt(quote - 1) == '=' && html.substring(end, quote).indexOf('<') >= 0) {
      return true;
    }
    char after = quote + 1 < html.length() ? html.charAt(quote + 1) : '>';
    return AFTER_A_VALUE.indexOf(after) < 0
        && !ATTRIBUTE.matcher(html).region(quote + 1, html.length()).lookingAt();
  }

  /** The end of a tag with an unclosed value; null if there is none. */
  private @Nullable TagEnd afterOpenQuote(int open) {
    int end = nextClose(open);
    int next = html.indexOf('<', open);
    if (end == html.length() || (next >= 0 && next < end)) {
      return null;
    }
    Matcher attribute = NEXT_ATTRIBUTE.matcher(html).region(open, end);
    int missing = attribute.find() ? attribute.start() : end;
    return new TagEnd(end + 1, new MissingQuote(missing, html.charAt(open)));
  }

  /** The offset of the next "&gt;", or the length of the text. */
  private int nextClose(int from) {
    if (from < searched || from > close) {
      int found = html.indexOf('>', from);
      searched = from;
      close = found < 0 ? html.length() : found;
    }
    return close;
  }
}
