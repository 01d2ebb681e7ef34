package news.rendezvous.ingest.parse.xml;

/** Where tags of a document that need not be well formed begin and end. */
final class TagBoundaries {

  private final String in;

  TagBoundaries(String in) {
    this.in = in;
  }

  /** Whether the "&lt;" at a place is followed by what a tag begins with. */
  boolean opensAt(int at) {
    int name = in.startsWith("</", at) ? at + 2 : at + 1;
    if (name >= in.length()) {
      return false;
    }
    char c = in.charAt(name);
    return Character.isLetter(c) || c == '_' || c == '!';
  }

  /** Where the tag that opens at a place is over; -1 where it never is, and its "&lt;" is text. */
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
   * Where a quoted value ends; -1 where whole tags stand before the quote that would close it. That
   * also bounds the work: no character is looked at from more than a few tags.
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
