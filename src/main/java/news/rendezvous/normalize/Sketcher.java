package news.rendezvous.normalize;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import news.rendezvous.item.Sketch;

/** Makes the sketch by which near duplicates of a text are found. */
final class Sketcher {

  /** Fewer shingles than these are a headline, which many stories share. */
  private static final int FEWEST = 24;

  private static final int BANDS = 8;
  private static final int BAND_CHARACTERS = 5;

  /** Words of a shingle, and of the longer ones that bands are made of. */
  private static final int SHORT = 3;

  private static final int LONG = 5;

  private static final String DIGITS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

  private Sketcher() {}

  /** The sketch of a text; empty for one too short to tell. */
  static Optional<Sketch> sketch(String text) {
    Units units = Units.of(text);
    long[] shingles = distinct(units.shingles(SHORT));
    if (shingles.length < FEWEST) {
      return Optional.empty();
    }
    return Optional.of(
        new Sketch(
            bands(units.shingles(LONG)), rows(shingles), shingles.length, facts(units.facts())));
  }

  private static long[] distinct(long[] shingles) {
    return Arrays.stream(shingles).sorted().distinct().toArray();
  }

  private static List<String> bands(long[] shingles) {
    List<String> bands = new ArrayList<>(BANDS);
    for (long least : least(shingles, BANDS)) {
      if (least != Long.MAX_VALUE) {
        bands.add(digits(least, BAND_CHARACTERS));
      }
    }
    return bands;
  }

  private static String rows(long[] shingles) {
    StringBuilder rows = new StringBuilder(Sketch.ROWS);
    for (long least : least(shingles, Sketch.ROWS)) {
      rows.append(least == Long.MAX_VALUE ? String.valueOf(Sketch.EMPTY) : digits(least, 1));
    }
    return rows.toString();
  }

  /** One permutation hashing: the least hash of each bin, of which the top bits are the number. */
  private static long[] least(long[] hashes, int bins) {
    long[] least = new long[bins];
    Arrays.fill(least, Long.MAX_VALUE);
    int shift = Long.numberOfLeadingZeros(bins) + 1;
    for (long hash : hashes) {
      int bin = (int) (hash >>> shift);
      least[bin] = Math.min(least[bin], hash & Long.MAX_VALUE);
    }
    return least;
  }

  private static String facts(TreeSet<String> facts) {
    return String.join("", facts);
  }

  /** The low bits: the high ones are alike in all that are least. */
  static String digits(long hash, int count) {
    StringBuilder digits = new StringBuilder(count);
    for (int i = 0; i < count; i++) {
      digits.append(DIGITS.charAt((int) (hash >>> (6 * i)) & 63));
    }
    return digits.toString();
  }
}
