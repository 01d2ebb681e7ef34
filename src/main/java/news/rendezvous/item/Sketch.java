package news.rendezvous.item;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.ArrayList;
import java.util.List;

/**
 * What is kept of a text to recognise its near duplicates, in JSON one string of 110 to 180 bytes
 * whatever the length of the text. How it is made and what it finds is told in the normalize
 * package.
 *
 * @param bands the keys under which look-alikes are found: a story is stored under each of them,
 *     and a near duplicate shares at least one; at most 8, of {@value #BAND} characters each
 * @param rows what stands for the text in each of {@value #ROWS} samples of it, a character each
 * @param words how long the text is; of scripts without spaces, two characters are a word
 * @param cased whether its script has capitals, without which names are not told from other words
 * @param numbers the numbers that it states
 * @param names the names that it states
 */
public record Sketch(
    List<String> bands, String rows, int words, boolean cased, Facts numbers, Facts names) {

  /** Characters of a band. */
  public static final int BAND = 5;

  /** How many samples there are. */
  public static final int ROWS = 64;

  /** What stands in a sample that is empty. */
  public static final char EMPTY = '.';

  private static final String SEPARATOR = " ";

  /** A text that holds several times another is a digest of it and others. */
  private static final int LONGEST = 3;

  /** How much of the shorter text the longer one holds, where the facts can be compared. */
  private static final double CONTAINED = 0.66;

  /** And where they cannot, for texts of up to {@link #BRIEF} words. */
  private static final double CONTAINED_WITHOUT_FACTS = 0.92;

  /** What one number in common takes off that, or {@link #AS_GOOD_AS_A_NUMBER} words more. */
  private static final double A_NUMBER = 0.15;

  /** The same where nothing but an alignment can tell, for texts of so many words. */
  private static final double PERHAPS_CONTAINED = 0.35;

  private static final int ALIGNED = 400;

  private static final int BRIEF = 70;
  private static final double AS_GOOD_AS_A_NUMBER = 40;

  /** One number, or name, in so many may differ: that may be an edit. */
  private static final int NUMBERS = 7;

  private static final int NAMES = 9;

  /** The same with two numbers in common: then it is the same event. */
  private static final int NAMES_BESIDE_NUMBERS = 5;

  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException for bands or rows of another length
   */
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

  /** Whether one text is the other but for small edits; the same whichever of them is asked. */
  public boolean resembles(Sketch other) {
    Facts.Agreement onNumbers = numbers.with(other.numbers);
    Facts.Agreement onNames = names.with(other.names);
    return Math.max(words, other.words) <= LONGEST * Math.min(words, other.words)
        && onNumbers.isButForOneIn(NUMBERS)
        && onNames.isButForOneIn(onNumbers.common() < 2 ? NAMES : NAMES_BESIDE_NUMBERS)
        && contained(other) >= enough(other, onNumbers.common());
  }

  /**
   * Whether one text may be the other but for small edits although their samples do not show it, as
   * those of brief texts may not: worth a {@link TextAlignment}.
   */
  public boolean mayResemble(Sketch other) {
    Facts.Agreement onNumbers = numbers.with(other.numbers);
    return Math.max(words, other.words) <= LONGEST * Math.min(words, other.words)
        && Math.min(words, other.words) <= ALIGNED
        && onNumbers.isButForOneIn(NUMBERS, 1)
        && contained(other) >= PERHAPS_CONTAINED;
  }

  /** Edits to the names of a bulletin and to the words of a story look alike but for capitals. */
  private double enough(Sketch other, int commonNumbers) {
    if (cased && other.cased) {
      return CONTAINED;
    }
    double longer = Math.max(0, Math.min(words, other.words) - BRIEF) / AS_GOOD_AS_A_NUMBER;
    return Math.max(CONTAINED, CONTAINED_WITHOUT_FACTS - A_NUMBER * (commonNumbers + longer));
  }

  /** An estimate of the share of the shorter text that is in the longer one. */
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
