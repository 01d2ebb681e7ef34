package news.rendezvous.item.neardup;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.ArrayList;
import java.util.List;

/**
 * MinHash sketch of a text for the detection of near duplicates; in JSON one string of 110 to 180
 * bytes, whatever the length of the text.
 *
 * @param bands keys of the look-up (locality-sensitive hashing): a story is stored under each of
 *     them, and a near duplicate shares at least one; at most 8, of {@value #BAND} characters each
 * @param rows the least shingle in each of {@value #ROWS} bins, one character each
 * @param words length of the text; in scripts without spaces two characters count as a word
 * @param cased true for a script with capitals, which mark names
 */
public record Sketch(
    List<String> bands, String rows, int words, boolean cased, Facts numbers, Facts names) {

  /** Characters of a band. */
  public static final int BAND = 5;

  /** Number of bins. */
  public static final int ROWS = 64;

  /** Character of an empty bin. */
  public static final char EMPTY = '.';

  private static final String SEPARATOR = " ";

  /**
   * Greatest ratio of lengths: a text that is several times as long is a digest of several stories.
   */
  private static final int LONGEST = 3;

  /**
   * Least containment (share of the shorter text in the longer one) where names can be compared.
   */
  private static final double CONTAINED = 0.66;

  /** Least containment where they cannot, for texts of up to {@link #BRIEF} words. */
  private static final double CONTAINED_WITHOUT_FACTS = 0.92;

  /**
   * Reduction of that for each common number, or for {@link #AS_GOOD_AS_A_NUMBER} further words.
   */
  private static final double A_NUMBER = 0.15;

  /** Least containment for an alignment, of texts of at most {@link #ALIGNED} words. */
  private static final double PERHAPS_CONTAINED = 0.35;

  private static final int ALIGNED = 400;

  private static final int BRIEF = 70;
  private static final double AS_GOOD_AS_A_NUMBER = 40;

  /** One number in so many may differ: that may be an edit. */
  private static final int NUMBERS = 7;

  private static final int NAMES = 9;

  /** The same with two common numbers: then it is the same event. */
  private static final int NAMES_BESIDE_NUMBERS = 5;

  public Sketch {
    bands = List.copyOf(bands);
    if (rows.length() != ROWS || bands.stream().anyMatch(band -> band.length() != BAND)) {
      throw new IllegalArgumentException("no sketch: " + bands + ' ' + rows);
    }
  }

  @JsonCreator
  static Sketch fromJson(String text) {
    String[] parts = text.split(SEPARATOR, -1);
    if (parts.length != 6) {
      throw new IllegalArgumentException("no sketch: " + text);
    }
    return new Sketch(
        bands(parts[0]),
        parts[1],
        Integer.parseInt(parts[2]),
        !parts[3].isEmpty(),
        new Facts(parts[4]),
        new Facts(parts[5]));
  }

  private static List<String> bands(String joined) {
    List<String> bands = new ArrayList<>();
    for (int i = 0; i < joined.length(); i += BAND) {
      bands.add(joined.substring(i, Math.min(i + BAND, joined.length())));
    }
    return bands;
  }

  @JsonValue
  String toJson() {
    return String.join(
        SEPARATOR,
        String.join("", bands),
        rows,
        String.valueOf(words),
        cased ? "c" : "",
        numbers.codes(),
        names.codes());
  }

  /** True if one text is the other but for small edits; symmetric. */
  public boolean resembles(Sketch other) {
    Facts.Agreement onNumbers = numbers.with(other.numbers);
    Facts.Agreement onNames = names.with(other.names);
    return Math.max(words, other.words) <= LONGEST * Math.min(words, other.words)
        && onNumbers.isButForOneIn(NUMBERS)
        && onNames.isButForOneIn(onNumbers.common() < 2 ? NAMES : NAMES_BESIDE_NUMBERS)
        && contained(other) >= enough(other, onNumbers.common());
  }

  /**
   * True if one text may be the other but for small edits although their samples do not show it, as
   * in brief texts: worth a {@link TextAlignment}.
   */
  public boolean mayResemble(Sketch other) {
    Facts.Agreement onNumbers = numbers.with(other.numbers);
    return Math.max(words, other.words) <= LONGEST * Math.min(words, other.words)
        && Math.min(words, other.words) <= ALIGNED
        && onNumbers.isButForOneIn(NUMBERS, 1)
        && contained(other) >= PERHAPS_CONTAINED;
  }

  /**
   * The least containment. Without capitals, edits to the names of a bulletin and to the words of a
   * story look alike.
   */
  private double enough(Sketch other, int commonNumbers) {
    if (cased && other.cased) {
      return CONTAINED;
    }
    double longer = Math.max(0, Math.min(words, other.words) - BRIEF) / AS_GOOD_AS_A_NUMBER;
    return Math.max(CONTAINED, CONTAINED_WITHOUT_FACTS - A_NUMBER * (commonNumbers + longer));
  }

  /** An estimate of the containment. */
  private double contained(Sketch other) {
    double alike = alike(other);
    // From |A ∩ B| / |A ∪ B|, which is what samples show, and |A| + |B|.
    double common = alike / (1 + alike) * (words + other.words);
    return common / Math.min(words, other.words);
  }

  /** The Jaccard index of the two texts, as their samples estimate it. */
  private double alike(Sketch other) {
    int filled = 0;
    int equal = 0;
    for (int i = 0; i < ROWS; i++) {
      boolean empty = rows.charAt(i) == EMPTY;
      boolean same = rows.charAt(i) == other.rows.charAt(i);
      filled += empty && same ? 0 : 1;
      equal += same && !empty ? 1 : 0;
    }
    return filled == 0 ? 0 : (double) equal / filled;
  }
}
