package news.rendezvous.normalize;

import java.text.Normalizer.Form;
import java.util.Arrays;
import java.util.BitSet;
import news.rendezvous.item.Facts;

/**
 * A text as it is compared: hashes of its units, whatever their case, width and punctuation. A unit
 * is a word or, in scripts that put no spaces between words, each run of three characters.
 */
final class Units {

  /** 2^64 divided by the golden ratio: odd, with bits like those of a random number. */
  private static final long FACTOR = 0x9E3779B97F4A7C15L;

  private final char[] text;
  private final BitSet numbers = new BitSet(Facts.CODES);
  private final BitSet names = new BitSet(Facts.CODES);
  private long[] hashes;
  private int count;
  private int alone;
  private boolean cased;

  /** The word being read, and whether it has a digit, a capital, a word of its sentence before. */
  private long word;

  private boolean digit;
  private boolean capital;
  private boolean inSentence;

  /** The two characters before, in scripts without spaces. */
  private char last;

  private char lastButOne;

  private Units(char[] text) {
    this.text = text;
    this.hashes = new long[text.length / 4 + 16];
  }

  static Units of(String text) {
    Units units = new Units(Letters.composed(text, Form.NFC));
    units.read();
    return units;
  }

  private void read() {
    int at = plainWord(0);
    while (at < text.length) {
      if (text[at] == ' ') {
        endWord();
      } else {
        other(at);
      }
      at = plainWord(at + 1);
    }
    endWord();
  }

  /**
   * Reads on as far as letters and digits of ASCII go, as most are of most texts; where they end.
   */
  private int plainWord(int from) {
    long hash = word;
    boolean digits = digit;
    int at = from;
    while (at < text.length && Letters.ascii(text[at]) != 0) {
      char letter = Letters.ascii(text[at]);
      hash = (hash + letter) * FACTOR;
      digits |= letter <= '9';
      at++;
    }
    if (word == 0 && at > from) {
      startWord(text[from] < 'a' && text[from] > '9');
    }
    word = hash;
    digit = digits;
    return at;
  }

  private void startWord(boolean isCapital) {
    capital = isCapital;
    cased |= isCapital;
  }

  private void other(int at) {
    char folded = Letters.fold(text[at]);
    if (Letters.isAlone(folded)) {
      endWord();
      character(folded);
    } else if (Letters.isOfWord(folded)) {
      letter(text[at], folded);
    } else if (!Letters.isIgnored(folded) && !isInNumber(folded, at)) {
      endWord();
      inSentence &= folded == ',' || Character.isWhitespace(folded);
    }
  }

  private void character(char c) {
    add(((long) lastButOne << 32 | last << Character.SIZE | c) * FACTOR);
    lastButOne = last;
    last = c;
    alone++;
  }

  private void letter(char c, char folded) {
    if (word == 0) {
      startWord(c != folded && Character.isUpperCase(c));
    }
    word = (word + folded) * FACTOR;
    digit |= folded <= '9' && folded >= '0';
  }

  // 4,812.5 and 4.812,5 and 9:30 are one number each.
  private boolean isInNumber(char c, int at) {
    return digit
        && (c == '.' || c == ',' || c == ':')
        && at + 1 < text.length
        && Character.isDigit(text[at + 1]);
  }

  private void endWord() {
    if (word == 0) {
      return;
    }
    add(word);
    if (digit) {
      numbers.set(code(word));
    } else if (capital && inSentence) {
      names.set(code(word));
    }
    word = 0;
    digit = false;
    inSentence = true;
  }

  private static int code(long word) {
    return (int) mixed(word) & (Facts.CODES - 1);
  }

  private void add(long hash) {
    if (count == hashes.length) {
      hashes = Arrays.copyOf(hashes, 2 * count);
    }
    hashes[count++] = hash;
  }

  /** Hashes of all runs of so many units. */
  long[] shingles(int units) {
    long[] shingles = new long[Math.max(0, count - units + 1)];
    for (int i = 0; i < shingles.length; i++) {
      long hash = 0;
      for (int j = i; j < i + units; j++) {
        hash = (hash ^ hash >>> 29) * FACTOR + hashes[j];
      }
      shingles[i] = mixed(hash);
    }
    return shingles;
  }

  // The finalizer of MurmurHash3, so that every bit depends on every other.
  private static long mixed(long hash) {
    long h = (hash ^ (hash >>> 33)) * 0xFF51AFD7ED558CCDL;
    h = (h ^ (h >>> 33)) * 0xC4CEB9FE1A85EC53L;
    return h ^ (h >>> 33);
  }

  /** How long the text is: two characters that stand alone say as much as a word. */
  int words() {
    return count - alone / 2;
  }

  /** Whether it is of a script that has capitals. */
  boolean isCased() {
    return cased;
  }

  /** Its words that have a digit. */
  Facts numbers() {
    return Facts.of(numbers);
  }

  /** Its words that have a capital though no sentence begins with them. */
  Facts names() {
    return Facts.of(names);
  }
}
