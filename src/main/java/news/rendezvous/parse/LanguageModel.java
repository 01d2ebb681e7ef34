package news.rendezvous.parse;

import com.optimaize.langdetect.i18n.LdLocale;
import com.optimaize.langdetect.profiles.LanguageProfile;
import com.optimaize.langdetect.profiles.LanguageProfileReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Map;

/**
 * How likely one letter follows another in a language, by the counts of the library that tells
 * languages apart. Capital letters count as small ones, and what is no letter as the edge of a
 * word. All figures are natural logarithms of probabilities.
 */
final class LanguageModel {

  /** What is no letter. */
  static final int EDGE = 0;

  /** A letter that the language does not have. */
  private static final int STRANGE = 1;

  /** A letter of ASCII within a script that has none of its own: names, and addresses. */
  private static final int ASCII = 2;

  /** An accent of its own, which the counts know as part of the letter before it. */
  static final int ACCENT = 3;

  private static final int FIRST = 4;

  /** Less of all letters than this share is from quotations of other languages. */
  private static final double RARE = 2e-5;

  /** Share of the pairs that the library does not list, for they are rare. */
  private static final double UNSEEN = 0.03;

  private static final double LEAST = 1e-5;

  private static final float WITHIN_ASCII = -3;
  private static final float FROM_ASCII = -2;
  private static final float TO_ASCII = -4;
  private static final float MIXED = -12;

  private final String language;
  private final String alphabet;
  private final float[] follows;

  private LanguageModel(LanguageProfile profile) {
    this.language = profile.getLocale().getLanguage();
    boolean latin = profile.getFrequency("e") > profile.getNumGramOccurrences(1) / 100;
    this.alphabet = alphabet(profile, latin ? "" : "[a-z]");
    this.follows = logarithms(pairs(profile));
    if (!latin) {
      expectAscii();
    }
  }

  /** The model of a language by its ISO 639-1 code. */
  static LanguageModel of(String language) {
    try {
      return new LanguageModel(
          new LanguageProfileReader().readBuiltIn(LdLocale.fromString(language)));
    } catch (IOException e) {
      throw new UncheckedIOException("a profile that is in the library cannot be read", e);
    }
  }

  String language() {
    return language;
  }

  /** The place of a character in the model. */
  int place(char c) {
    char lower = Character.toLowerCase(c);
    int letter = alphabet.indexOf(lower);
    if (letter >= 0) {
      return letter + FIRST;
    }
    if (lower >= 'a' && lower <= 'z') {
      return ASCII;
    }
    if (Character.getType(c) == Character.NON_SPACING_MARK) {
      return ACCENT;
    }
    return Character.isLetter(c) ? STRANGE : EDGE;
  }

  /** How likely the second place follows the first. */
  float follows(int first, int second) {
    return follows[first * size() + second];
  }

  /** Whether a place is that of a letter that the language has. */
  boolean isLetter(int place) {
    return place >= FIRST;
  }

  private int size() {
    return alphabet.length() + FIRST;
  }

  private static String alphabet(LanguageProfile profile, String without) {
    double rare = profile.getNumGramOccurrences(1) * RARE;
    StringBuilder letters = new StringBuilder();
    for (Map.Entry<String, Integer> gram : profile.iterateGrams(1)) {
      String letter = String.valueOf(Character.toLowerCase(gram.getKey().charAt(0)));
      if (gram.getValue() > rare && letters.indexOf(letter) < 0) {
        letters.append(letter);
      }
    }
    return letters.toString().replaceAll(without, "");
  }

  private double[][] pairs(LanguageProfile profile) {
    double[][] pairs = new double[size()][size()];
    for (Map.Entry<String, Integer> gram : profile.iterateGrams(2)) {
      int first = place(gram.getKey().charAt(0));
      int second = place(gram.getKey().charAt(1));
      if (first != STRANGE && second != STRANGE) {
        pairs[first][second] += gram.getValue();
      }
    }
    return pairs;
  }

  private float[] logarithms(double[][] pairs) {
    double[] second = new double[size()];
    double all = 0;
    for (double[] row : pairs) {
      for (int i = 0; i < row.length; i++) {
        second[i] += row[i];
        all += row[i];
      }
    }
    float[] logs = new float[size() * size()];
    for (int i = 0; i < size(); i++) {
      double row = Math.max(1, Arrays.stream(pairs[i]).sum());
      for (int j = 0; j < size(); j++) {
        double listed = (1 - UNSEEN) * pairs[i][j] / row;
        double unseen = UNSEEN * Math.max(LEAST, second[j] / all);
        logs[i * size() + j] = (float) Math.log(listed + unseen);
      }
    }
    logs[EDGE] = 0; // the library does not count what is between words
    return logs;
  }

  private void expectAscii() {
    for (int i = 0; i < size(); i++) {
      follows[i * size() + ASCII] = MIXED;
      follows[ASCII * size() + i] = MIXED;
    }
    follows[ASCII * size() + ASCII] = WITHIN_ASCII;
    follows[ASCII * size() + EDGE] = FROM_ASCII;
    follows[EDGE * size() + ASCII] = TO_ASCII;
  }
}
