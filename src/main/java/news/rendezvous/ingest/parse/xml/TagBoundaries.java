package news.rendezvous.ingest.parse.xml;

/** Boundaries of tags in a document that may be malformed. */
final class TagBoundaries {

  private final String in;

  TagBoundaries(String in) {
    this.in = in;
  }

  /** True if the characters after the "&lt;" at an offset can begin a tag. */
  boolean opensAt(int at) {
    int name = in.startsWith("</", at) ? at + 2 : at + 1;
    if (name >= in.length()) {
      return false;
    }
    char c = in.charAt(name);
    return Character.isLetter(c) || c == '_' || c == '!';
  }

  /** The offset of the "&gt;" of a tag; -1 without one, so that its "&lt;" is text. */
  int end(int at) {
    char before = ' ';
    for (int i = at + 1; i < in.length(); i++) {
      char c = in.charAt(i);
      if (c == '>') {
        return i;
      }
      if (c == '<') {
        return -1;
      }
      if ((c == '"' || c == '\'') && before == '=') {
        i = valueEnd(i);
        if (i < 0) {
          return -1;
        }
      }
      if (!Character.isWhitespace(c)) {
        before = c;
      }
    }
    return -1;
  }

  /**
   * The offset of the closing quote of a value; -1 if whole tags precede it. This also bounds the
   * work, since each character is read for a few tags only.
   */
  private int valueEnd(int open) {
    int opened = 0;
    for (int i = open + 1; i < in.length() && opened < 2; i++) {
      char c = in.charAt(i);
      if (c == in.charAt(open)) {
        return i;
      }
      if (c == '<') {
        opened++;
      } else if (c == '>' && opened > 0) {
        return -1;
      }
    }
    return -1;
  }
}
