package news.rendezvous.normalize;

import org.jspecify.annotations.Nullable;

/** Markup as it is written, up to a length; what is written is well formed wherever it ends. */
final class Written {

  /** Most bytes of UTF-8 that a character of Java takes. */
  private static final long WIDEST = 3;

  private final StringBuilder html = new StringBuilder(2048);
  private final long most;

  /** Where what was added last begins. */
  private int mark;

  /** Bytes of the end tags that are still to come. */
  private int ends;

  private int counted;
  private long bytes;
  private boolean elements;
  private boolean full;

  /** Whether a preformatted text starts here. */
  private boolean pre;

  /**
   * Nothing yet.
   *
   * @param most most bytes of UTF-8, tags included
   */
  Written(long most) {
    this.most = most;
  }

  /** Whether everything that comes now is too much. */
  boolean isFull() {
    return full;
  }

  /** Characters so far. */
  int length() {
    return html.length();
  }

  boolean hasElements() {
    return elements;
  }

  /** Adds a text; returns it, or as much of it as there is room for. */
  String text(String text) {
    mark = html.length();
    // HTML Living Standard section 13.2.6.4.7: the first line feed in a pre is not taken for text.
    html.append(pre && text.startsWith("\n") ? "\n" : "");
    pre = false;
    escape(text, false);
    if (fits()) {
      return text;
    }
    // Escaped text is longer than the text: the room is shared out in proportion.
    long cost = Cut.bytes(html.substring(mark));
    html.setLength(mark);
    full = true;
    long room = most - ends - Cut.bytes(html);
    String shorter = room <= 0 ? "" : Cut.toBytes(text, room * Cut.bytes(text) / cost);
    escape(shorter, false);
    return shorter;
  }

  /** Ends a word, unless nothing is there that could be one. */
  void part() {
    char last = html.length() == 0 ? ' ' : html.charAt(html.length() - 1);
    if (last != '>' && !PlainText.isSpace(last)) {
      text("\n");
    }
  }

  /** Begins a start tag, which {@link #started} ends. */
  void start(String tag) {
    mark = html.length();
    html.append('<').append(tag);
  }

  /** Adds an attribute to the start tag. */
  void attribute(String name, String value) {
    html.append(' ').append(name).append("=\"");
    escape(value, true);
    html.append('"');
  }

  /** Ends a start tag, which leaves where there was no room for it; whether there was. */
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
    bytes += Cut.bytes(html.substring(counted));
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
      html.append(text); // as most texts are, and far quicker than a part of one
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
