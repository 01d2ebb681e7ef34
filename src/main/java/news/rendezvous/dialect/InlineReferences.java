package news.rendezvous.dialect;

import java.util.List;

/** References that stand unmarked within a sentence: the address leaves, its words stay. */
final class InlineReferences {

  private InlineReferences() {}

  /** Takes the references in a text; returns what is left of it. */
  static String take(String text, References references) {
    List<ReferenceAddress> addresses = ReferenceAddress.in(text);
    StringBuilder left = new StringBuilder(text.length());
    int from = 0;
    for (ReferenceAddress address : addresses) {
      left.append(text, from, address.start());
      references.add(address, null);
      from = behindDash(text, address.end());
      boolean spaced = left.length() == 0 || Character.isWhitespace(left.charAt(left.length() - 1));
      while (spaced && from < text.length() && text.charAt(from) == ' ') {
        from++;
      }
    }
    String rest = left.append(text, from, text.length()).toString();
    return addresses.isEmpty() ? text : rest;
  }

  private static int behindDash(String text, int from) {
    int dash = from;
    while (dash < text.length() && text.charAt(dash) == ' ') {
      dash++;
    }
    int dashes = ReferenceLine.dashes(text.substring(dash, Math.min(text.length(), dash + 8)));
    return dashes == 0 ? from : dash + dashes;
  }
}
