package news.rendezvous.dedup.match;

/**
 * Knuth-Morris-Pratt substring search, in linear time. {@link String#contains} takes quadratic time
 * for crafted texts, and these texts are untrusted.
 */
final class Substring {

  private Substring() {}

  /** True if a text contains a pattern, which is not empty. */
  static boolean isIn(String text, String pattern) {
    int[] borders = borders(pattern);
    int matched = 0;
    for (int i = 0; i < text.length() && matched < pattern.length(); i++) {
      matched = extended(pattern, borders, matched, text.charAt(i));
    }
    return matched == pattern.length();
  }

  /** The failure function: for each prefix the length of its longest proper border. */
  private static int[] borders(String pattern) {
    int[] borders = new int[pattern.length() + 1];
    int matched = 0;
    for (int i = 1; i < pattern.length(); i++) {
      matched = extended(pattern, borders, matched, pattern.charAt(i));
      borders[i + 1] = matched;
    }
    return borders;
  }

  private static int extended(String pattern, int[] borders, int matched, char next) {
    int length = matched;
    while (length > 0 && pattern.charAt(length) != next) {
      length = borders[length];
    }
    return pattern.charAt(length) == next ? length + 1 : length;
  }
}
