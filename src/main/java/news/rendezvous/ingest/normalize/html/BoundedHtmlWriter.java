package news.rendezvous.ingest.normalize.html;

import news.rendezvous.item.text.BidiControls;
import news.rendezvous.item.text.Truncation;
import org.jspecify.annotations.Nullable;

/** HTML writer with a limit of bytes; its output is well-formed wherever it stops. */
final class BoundedHtmlWriter {

  /** Most bytes of UTF-8 for a Java character. */
  private static final long WIDEST = 3;

  private final StringBuilder html = new StringBuilder(2048);
  private final long most;

  /** Start of the last addition. */
  private int mark;

  /** Bytes of the pending end tags. */
  private int ends;

  private int counted;
  private long bytes;
  private boolean elements;
  private boolean full;

  /** True directly behind the start tag of a {@code pre}. */
  private boolean pre;

  /**
   * An empty document.
   *
   * @param most most bytes of UTF-8, tags included
   */
  BoundedHtmlWriter(long most) {
    this.most = most;
  }

  boolean isFull() {
    return full;
  }

  int length() {
    return html.length();
  }

  boolean hasElements() {
    return elements;
  }

  /** Adds a text; returns the part of it that fits. */
  String text(String text) {
    mark = html.length();
    // HTML Living Standard section 13.2.6.4.7: a parser drops a line feed at the start of a pre.
    html.append(pre && text.startsWith("\n") ? "\n" : "");
    pre = false;
    escape(text, false);
    if (fits()) {
      return text;
    }
    // Escaped text is longer than the text: the remaining bytes are divided in proportion.
    long cost = Truncation.bytes(html.substring(mark));
    html.setLength(mark);
    full = true;
    long room = most - ends - Truncation.bytes(html);
    String shorter =
        room <= 0 ? "" : Truncation.toBytes(text, room * Truncation.bytes(text) / cost);
    escape(shorter, false);
    return shorter;
  }

  void separate() {
    char last = html.length() == 0 ? ' ' : html.charAt(html.length() - 1);
    if (last != '>' && !PlainText.isSpace(last)) {
      text("\n");
    }
  }

  /** Begins a start tag, which {@link #started} completes. */
  void start(String tag) {
    mark = html.length();
    html.append('<').append(tag);
  }

  void attribute(String name, String value) {
    html.append(' ').append(name).append("=\"");
    escape(BidiControls.paired(value), true);
    html.append('"');
  }

  /** Completes a start tag and returns true; removes it and returns false if it does not fit. */
  boolean started(String tag, boolean empty) {
    html.append('>');
    ends += empty ? 0 : end(tag);
    if (fits()) {
      elements = true;
      pre = tag.equals("pre");
      return true;
    }
    html.setLength(mark);
    ends -= empty ? 0 : end(tag);
    full = true;
    return false;
  }

  void end(String tag, boolean empty) {
    if (!empty) {
      html.append("</").append(tag).append('>');
      ends -= end(tag);
    }
  }

  private static int end(String tag) {
    return tag.length() + "</>".length();
  }

  private boolean fits() {
    if (WIDEST * html.length() + ends <= most) {
      return true;
    }
    bytes += Truncation.bytes(html.substring(counted));
    counted = html.length();
    return bytes + ends <= most;
  }

  // HTML Living Standard section 13.3, "escaping a string", with the entities that XML has too.
  private void escape(String text, boolean quoted) {
    int kept = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      String escaped = isOrdinary(c) ? null : escaped(c, quoted);
      if (escaped != null) {
        html.append(text, kept, i).append(escaped);
        kept = i + 1;
      }
    }
    if (kept == 0) {
      html.append(text); // most texts; far quicker than a range
    } else {
      html.append(text, kept, text.length());
    }
  }

  private static boolean isOrdinary(char c) {
    return (c > '>' && c != '\u00a0') || c == ' ' || (c >= '\'' && c < '<');
  }

  private static @Nullable String escaped(char c, boolean quoted) {
    return switch (c) {
      case '&' -> "&amp;";
      case '<' -> "&lt;";
      case '>' -> "&gt;";
      case '"' -> quoted ? "&quot;" : null;
      case '\u00a0' -> "&#xa0;";
      default -> null;
    };
  }

  @Override
  public String toString() {
    return html.toString();
  }
}
