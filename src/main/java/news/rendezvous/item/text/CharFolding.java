package news.rendezvous.item.text;

import java.text.Normalizer;
import java.text.Normalizer.Form;

/** Character folding for the comparison of texts: case, width, digits, word separators. */
public final class CharFolding {

  /** Distance of the full-width forms from ASCII. */
  private static final int FULL_WIDTH = 0xFF01 - '!';

  private static final int FROM_CAPITAL = 'a' - 'A';

  /** The letters and digits of ASCII in lower case; 0 for its other characters. */
  private static final char[] ASCII = new char[0x80];

  static {
    for (char c = '0'; c <= '9'; c++) {
      ASCII[c] = c;
    }
    for (char c = 'a'; c <= 'z'; c++) {
      ASCII[c] = c;
      ASCII[c - FROM_CAPITAL] = c;
    }
  }

  private CharFolding() {}

  /** An ASCII letter or digit in lower case; 0 for any other character. */
  public static char ascii(char c) {
    return c < 0x80 ? ASCII[c] : 0;
  }

  /** The characters of a text in a composed form of Unicode. */
  public static char[] composed(String text, Form form) {
    char[] letters = text.toCharArray();
    return areComposed(letters) ? letters : Normalizer.normalize(text, form).toCharArray();
  }

  /**
   * Quick test for text that is composed in every Unicode form: Latin and Cyrillic letters with the
   * usual dashes and quotation marks, none of which combines with another. It accepts most texts in
   * a fraction of the time of {@link Normalizer}.
   */
  private static boolean areComposed(char[] letters) {
    for (char c : letters) {
      if (c >= 0xA0 && !isComposed(c)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isComposed(char c) {
    return (c >= 0xC0 && c <= 0x131)
        || (c >= 0x400 && c <= 0x482)
        || (c >= 0x2012 && c <= 0x2016)
        || (c >= 0x2018 && c <= 0x2022);
  }

  /** A character in lower case and of normal width; digits of any script become ASCII. */
  public static char fold(char c) {
    if (c < 0x80) {
      return c >= 'A' && c <= 'Z' ? (char) (c + FROM_CAPITAL) : c;
    }
    if (c >= 0xFF01 && c <= 0xFF5E) {
      return fold((char) (c - FULL_WIDTH));
    }
    return Character.isDigit(c) ? (char) ('0' + Character.digit(c, 10)) : Character.toLowerCase(c);
  }

  /** True if a folded character belongs to a word. */
  public static boolean isOfWord(char c) {
    if (c < 0x80) {
      return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    }
    return (Character.isLetterOrDigit(c) && !isIgnored(c)) || isVowelSign(c);
  }

  private static boolean isVowelSign(char c) {
    int type = Character.getType(c);
    return type == Character.COMBINING_SPACING_MARK
        || (type == Character.NON_SPACING_MARK && !isArabicVowel(c));
  }

  /** True if it is of a script without spaces between words, or with optional ones. */
  public static boolean isAlone(char c) {
    return c >= 0x0E00
        && (c <= 0x0EFF // Thai, Lao
            || (c >= 0x1000 && c <= 0x109F) // Myanmar
            || (c >= 0x1780 && c <= 0x17FF) // Khmer
            || (c >= 0x3005 && c <= 0x9FFF) // kana, Han
            || (c >= 0xAC00 && c <= 0xD7A3)) // Hangul
        && (Character.isLetterOrDigit(c) || isVowelSign(c));
  }

  /** True if it neither separates words nor belongs to them: apostrophes, joiners, vowel points. */
  public static boolean isIgnored(char c) {
    return c == '\''
        || c == '’'
        || c == '\u00AD'
        || c == '\u0640'
        || (c >= '\u200B' && c <= '\u200D')
        || isArabicVowel(c);
  }

  private static boolean isArabicVowel(char c) {
    return c >= '\u064B' && c <= '\u0652';
  }
}
