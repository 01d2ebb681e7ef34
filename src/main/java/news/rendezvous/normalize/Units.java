package news.rendezvous.normalize;

import java.util.Arrays;
import java.util.TreeSet;

/**
 * The units of a text: its words or, in scripts without spaces, every three characters; whatever
 * its case and punctuation.
 */
final class Units {

  private static final long PRIME = 0x9E3779B97F4A7C15L;
  private static final int MOST_FACTS = 16;

  private final TreeSet<String> facts = new TreeSet<>();
  private long[] hashes = new long[256];
  private int count;

  private Units() {}

  static Units of(String text) {
    Units units = new Units();
    units.read(text);
    return units;
  }

  private void read(String text) {
    long word = 0;
    boolean number = false;
    long before = 0;
    long last = 0;
    for (int i = 0; i <= text.length(); i++) {
      int c = i < text.length() ? fold(text.charAt(i)) : ' ';
      boolean letter =
          Character.isLetterOrDigit(c) || Character.getType(c) == Character.NON_SPACING_MARK;
      boolean alone = letter && (c >= 0x2E80 && c <= 0x9FFF || c >= 0xAC00 && c <= 0xD7A3);
      if ((!letter || alone) && word != 0) {
        add(word);
        if (number && facts.size() < MOST_FACTS) {
          facts.add(Sketcher.digits(mix(word), 2));
        }
        word = 0;
        number = false;
      }
      if (alone) {
        add((before * PRIME + last) * PRIME + c);
        before = last;
        last = c;
      } else if (letter) {
        word = (word + c) * PRIME;
        number |= Character.isDigit(c);
      }
    }
  }

  private void add(long hash) {
    if (count == hashes.length) {
      hashes = Arrays.copyOf(hashes, 2 * count);
    }
    hashes[count++] = hash;
  }

  private static int fold(char c) {
    int half = c >= 0xFF01 && c <= 0xFF5E ? c - 0xFEE0 : c;
    return Character.toLowerCase(half);
  }

  /** Hashes of all runs of so many units. */
  long[] shingles(int units) {
    long[] shingles = new long[Math.max(0, count - units + 1)];
    for (int i = 0; i < shingles.length; i++) {
      long hash = 0;
      for (int j = i; j < i + units; j++) {
        hash = (hash + hashes[j]) * PRIME;
        hash ^= hash >>> 29;
      }
      shingles[i] = mix(hash);
    }
    return shingles;
  }

  TreeSet<String> facts() {
    return facts;
  }

  // The finalizer of MurmurHash3, so that every bit depends on every other.
  private static long mix(long hash) {
    long h = (hash ^ (hash >>> 33)) * 0xFF51AFD7ED558CCDL;
    h = (h ^ (h >>> 33)) * 0xC4CEB9FE1A85EC53L;
    return h ^ (h >>> 33);
  }
}
