package news.rendezvous.parse;

import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The spellings that documents of one byte a character come in, and which of them a text has. */
final class Spellings {

  /**
   * Charset, how common it is (a logarithm), the languages written in it. Where two of them have
   * the letters of a language at the same places the more common one decides about the signs.
   */
  private static final String TABLE =
      """
      windows-1252    0 en de fr es pt it nl sv da no fi is ca et sq id
      windows-1251   -1 ru uk bg sr mk be
      windows-1250   -2 pl cs sk hu sl hr ro
      windows-1254   -3 tr
      windows-1253   -3 el
      windows-1256   -3 ar fa ur
      windows-1255   -3 he
      windows-1257   -4 lt lv et
      x-windows-874  -4 th
      windows-1258   -5 vi
      ISO-8859-2     -3 pl cs sk hu sl hr ro
      ISO-8859-15    -3 en de fr es pt it nl fi et
      ISO-8859-7     -4 el
      ISO-8859-6     -5 ar
      ISO-8859-13    -6 lt lv et
      KOI8-U         -3 ru uk bg be
      ISO-8859-5     -5 ru uk bg sr mk be
      IBM866         -8 ru uk bg be
      IBM855        -10 ru bg sr mk
      """;

  /** What a hint at the language of a text weighs: more than how common a charset is. */
  private static final double HINT = 6;

  /** A few pairs of ASCII letters weigh as much as one that tells the charset too. */
  private static final float ASCII_WEIGHT = 0.5f;

  /** Ordered: the likeliest first. */
  private final List<Guess> guesses;

  private final byte[] text;

  private record Row(Spelling spelling, double common) {

    Guess guess(byte[] text, Set<String> languages) {
      double hint = languages.contains(spelling.language()) ? HINT : 0;
      return new Guess(spelling, spelling.likelihood(text, ASCII_WEIGHT) + common + hint);
    }
  }

  private record Guess(Spelling spelling, double likelihood) {}

  /** Made with the first text that needs them: many a service has none. */
  private static final class Loaded {
    private static final List<Row> ROWS = load();

    private static List<Row> load() {
      Map<String, LanguageModel> models = new HashMap<>();
      return TABLE.lines().flatMap(line -> rows(line.split(" +"), models)).toList();
    }

    private static Stream<Row> rows(String[] line, Map<String, LanguageModel> models) {
      Charset charset = Charset.forName(line[0]);
      double common = Double.parseDouble(line[1]);
      return Arrays.stream(line, 2, line.length)
          .map(language -> models.computeIfAbsent(language, LanguageModel::of))
          .map(model -> new Row(new Spelling(charset, model), common));
    }
  }

  /**
   * Compares all spellings. Takes milliseconds for eight kilobytes, the first time up to a second
   * more.
   *
   * @param text some of whose bytes are beyond ASCII
   * @param languages that the text is likely to be in, as ISO 639-1 codes
   */
  Spellings(byte[] text, Set<String> languages) {
    this.text = text;
    this.guesses =
        Loaded.ROWS.stream()
            .map(row -> row.guess(text, languages))
            .sorted(Comparator.comparingDouble(Guess::likelihood).reversed())
            .toList();
  }

  /** The charset that makes the best text of the bytes. */
  Charset likeliest() {
    return guesses.get(0).spelling.charset();
  }

  /** The logarithm of how likely the letters beyond ASCII are in the likeliest: that of each. */
  double likelihoodOfLetter() {
    int pairs = 0;
    for (int i = 0; i < text.length; i++) {
      pairs += text[i] < 0 || (i > 0 && text[i - 1] < 0) ? 1 : 0;
    }
    return guesses.get(0).spelling.likelihood(text, 0) / Math.max(1, pairs);
  }

  /** How much likelier the likeliest is than a charset: a logarithm; 0 where it is not known. */
  double lead(Charset charset) {
    double best = guesses.get(0).likelihood;
    return guesses.stream()
        .filter(guess -> guess.spelling.charset().equals(charset))
        .mapToDouble(guess -> best - guess.likelihood)
        .findFirst()
        .orElse(0);
  }
}
