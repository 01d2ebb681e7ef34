package news.rendezvous.item;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;

/**
 * What is kept of a text to recognise its near duplicates: some 130 bytes, whatever its length. In
 * JSON it is one string of its parts.
 *
 * @param bands the keys under which look-alikes are found: a story is stored under each of them,
 *     and a near duplicate shares at least one
 * @param rows the least of the text's shingles in each of {@value #ROWS} rows, a character each
 * @param shingles how many different shingles the text has
 * @param facts its numbers and names, {@value #FACT} characters each, in order
 */
public record Sketch(List<String> bands, String rows, int shingles, String facts) {

  /** How many rows there are. */
  public static final int ROWS = 64;

  /** What stands in a row that no shingle fell into. */
  public static final char EMPTY = '.';

  /** Characters of a fact. */
  public static final int FACT = 2;

  private static final double ALIKE = 0.7;

  private static final double SAME_FACTS = 0.7;

  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException for rows or facts of another length
   */
  public Sketch {
    bands = List.copyOf(bands);
    if (rows.length() != ROWS || facts.length() % FACT != 0) {
      throw new IllegalArgumentException("no sketch: " + rows + ' ' + facts);
    }
  }

  @JsonCreator
  static Sketch fromJson(String text) {
    String[] parts = text.split(" ", -1);
    if (parts.length != 4) {
      throw new IllegalArgumentException("no sketch: " + text);
    }
    return new Sketch(List.of(parts[0].split(",")), parts[1], Integer.parseInt(parts[2]), parts[3]);
  }

  @JsonValue
  String toJson() {
    return String.join(",", bands) + ' ' + rows + ' ' + shingles + ' ' + facts;
  }

  /** Whether one text is the other with small edits; the same whichever is asked. */
  public boolean resembles(Sketch other) {
    return containment(other) >= ALIKE && sharedFacts(other) >= SAME_FACTS;
  }

  /** The share of the shorter text's shingles that the longer one has too, as estimated. */
  private double containment(Sketch other) {
    int filled = 0;
    int equal = 0;
    for (int i = 0; i < ROWS; i++) {
      char mine = rows.charAt(i);
      char its = other.rows.charAt(i);
      filled += mine == EMPTY && its == EMPTY ? 0 : 1;
      equal += mine == its && mine != EMPTY ? 1 : 0;
    }
    double jaccard = (double) equal / Math.max(1, filled);
    double shared = jaccard / (1 + jaccard) * (shingles + other.shingles);
    return shared / Math.max(1, Math.min(shingles, other.shingles));
  }

  private double sharedFacts(Sketch other) {
    int least = Math.min(facts.length(), other.facts.length());
    int shared = 0;
    for (int i = 0; i < facts.length(); i += FACT) {
      shared += other.hasFact(facts, i) ? FACT : 0;
    }
    return least == 0 ? 1 : (double) shared / least;
  }

  private boolean hasFact(String from, int at) {
    for (int i = 0; i < facts.length(); i += FACT) {
      if (facts.startsWith(from.substring(at, at + FACT), i)) {
        return true;
      }
    }
    return false;
  }
}
