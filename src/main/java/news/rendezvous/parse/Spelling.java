package news.rendezvous.parse;

import java.nio.charset.Charset;

/** A language as it is written in a charset of one byte a character. */
final class Spelling {

  private static final int BYTES = 256;

  /** Signs that news are full of. */
  private static final String USUAL = "\u00A0«»‹›“”„‘’‚–—…·•©®™°§€£¡¿،؛؟№";

  // Natural logarithms of probabilities, set by measuring on texts of all the languages.
  private static final float USUAL_SIGN = -6;
  private static final float ODD_SIGN = -11;
  private static final float NO_CHARACTER = -14;
  private static final float ACCENT = -2;

  /** A capital letter behind a small one, on top of what the letters are. */
  private static final float HUMP = -6;

  private final Charset charset;
  private final LanguageModel model;
  private final int[] places = new int[BYTES];
  private final float[] costs = new float[BYTES];
  private final boolean[] small = new boolean[BYTES];
  private final boolean[] capital = new boolean[BYTES];

  Spelling(Charset charset, LanguageModel model) {
    this.charset = charset;
    this.model = model;
    for (int b = 0; b < BYTES; b++) {
      char c = new String(new byte[] {(byte) b}, charset).charAt(0);
      places[b] = model.place(c);
      small[b] = Character.isLowerCase(c);
      capital[b] = Character.isUpperCase(c);
      costs[b] = b < 0x80 || places[b] != LanguageModel.EDGE ? 0 : sign(c);
    }
  }

  private static float sign(char c) {
    // No news are drawn with box characters, and nobody writes the sign for any currency.
    boolean drawn =
        Character.UnicodeBlock.BOX_DRAWING.equals(Character.UnicodeBlock.of(c)) || c == '¤';
    if (drawn || c == '\uFFFD' || Character.isISOControl(c)) {
      return NO_CHARACTER;
    }
    return USUAL.indexOf(c) < 0 ? ODD_SIGN : USUAL_SIGN;
  }

  Charset charset() {
    return charset;
  }

  String language() {
    return model.language();
  }

  /**
   * How likely a text so spelled is these bytes: a logarithm, comparable between spellings.
   *
   * @param asciiWeight how much pairs of ASCII letters count, which tell the language only
   */
  double likelihood(byte[] text, float asciiWeight) {
    double sum = 0;
    int before = ' ';
    for (byte signed : text) {
      int b = signed & 0xFF;
      if (places[b] == LanguageModel.ACCENT) { // the next letter follows the one below it
        sum += model.isLetter(places[before]) ? ACCENT : NO_CHARACTER;
      } else {
        sum += costs[b] + pair(before, b, asciiWeight);
        before = b;
      }
    }
    return sum;
  }

  private float pair(int first, int second, float asciiWeight) {
    float follows = model.follows(places[first], places[second]);
    if (first < 0x80 && second < 0x80) {
      return follows * asciiWeight;
    }
    return small[first] && capital[second] ? follows + HUMP : follows;
  }
}
