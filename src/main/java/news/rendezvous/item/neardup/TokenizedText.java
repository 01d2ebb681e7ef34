package news.rendezvous.item.neardup;

import java.text.Normalizer.Form;
import java.util.Arrays;
import java.util.BitSet;
import java.util.stream.IntStream;
import news.rendezvous.item.text.CharFolding;

/**
 * Tokeniser: a text as tokens that are compared without case, width and punctuation. A token is a
 * word or, in scripts without spaces, a character.
 */
final class TokenizedText {

  /** The kinds of a token. */
  enum Kind {
    WORD,
    /** A word with a digit. */
    NUMBER,
    /** A word with a capital within a sentence. */
    NAME,
    /** A character of a script without spaces; two count as a word. */
    CHARACTER
  }

  /** 2^64 divided by the golden ratio: odd, with bits like those of a random number. */
  private static final long FACTOR = 0x9E3779B97F4A7C15L;

  private final char[] text;
  private final BitSet numbers = new BitSet(Facts.CODES);
  private final BitSet names = new BitSet(Facts.CODES);

  /** Hashes of the tokens, and their kinds. */
  private long[] tokens;

  private Kind[] kinds;

  /** Units of shingles: words, and runs of three characters. */
  private long[] units;

  private int count;
  private int alone;
  private boolean cased;

  /**
   * State of the current word: its hash, a digit in it, a capital at its start, a word before it in
   * the sentence.
   */
  private long word;

  private boolean digit;
  private boolean capital;
  private boolean inSentence;

  /** The two characters before, in scripts without spaces. */
  private char last;

  private char lastButOne;

  private TokenizedText(char[] text) {
    this.text = text;
    int expected = text.length / 4 + 16;
    this.tokens = new long[expected];
    this.kinds = new Kind[expected];
    this.units = new long[expected];
  }

  public static TokenizedText of(String text) {
    TokenizedText tokens = new TokenizedText(CharFolding.composed(text, Form.NFC));
    tokens.read();
    return tokens;
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
   * Fast path for letters and digits of ASCII, most characters of most texts; returns their end.
   */
  private int plainWord(int from) {
    long hash = word;
    boolean digits = digit;
    int at = from;
    while (at < text.length && CharFolding.ascii(text[at]) != 0) {
      char letter = CharFolding.ascii(text[at]);
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
    char folded = CharFolding.fold(text[at]);
    if (CharFolding.isAlone(folded)) {
      endWord();
      character(folded);
    } else if (CharFolding.isOfWord(folded)) {
      letter(text[at], folded);
    } else if (!CharFolding.isIgnored(folded) && !isInNumber(folded, at)) {
      endWord();
      inSentence &= folded == ',' || Character.isWhitespace(folded);
    }
  }

  private void character(char c) {
    add(
        c * FACTOR,
        Kind.CHARACTER,
        ((long) lastButOne << 32 | last << Character.SIZE | c) * FACTOR);
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
    Kind kind = digit ? Kind.NUMBER : capital && inSentence ? Kind.NAME : Kind.WORD;
    add(word, kind, word);
    if (kind == Kind.NUMBER) {
      numbers.set(code(word));
    } else if (kind == Kind.NAME) {
      names.set(code(word));
    }
    word = 0;
    digit = false;
    inSentence = true;
  }

  private static int code(long word) {
    return (int) mixed(word) & (Facts.CODES - 1);
  }

  private void add(long token, Kind kind, long unit) {
    if (count == tokens.length) {
      tokens = Arrays.copyOf(tokens, 2 * count);
      kinds = Arrays.copyOf(kinds, 2 * count);
      units = Arrays.copyOf(units, 2 * count);
    }
    tokens[count] = token;
    kinds[count] = kind;
    units[count++] = unit;
  }

  int size() {
    return count;
  }

  long token(int at) {
    return tokens[at];
  }

  Kind kind(int at) {
    return kinds[at];
  }

  /** True if there is a token of a kind in a range. */
  boolean has(Kind kind, int from, int to) {
    return IntStream.range(from, to).anyMatch(at -> kinds[at] == kind);
  }

  /** Length of a range of tokens, in words. */
  double weight(int from, int to) {
    double weight = 0;
    for (int at = from; at < to; at++) {
      weight += kinds[at] == Kind.CHARACTER ? 0.5 : 1;
    }
    return weight;
  }

  /**
   * Hashes of all w-shingles: runs of {@code width} words or, in scripts without spaces, of {@code
   * width + 2} characters.
   */
  public long[] shingles(int width) {
    long[] shingles = new long[Math.max(0, count - width + 1)];
    for (int i = 0; i < shingles.length; i++) {
      long hash = 0;
      for (int j = i; j < i + width; j++) {
        hash = (hash ^ hash >>> 29) * FACTOR + units[j];
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

  /** Length of the text in words; two characters of a script without spaces count as a word. */
  public int words() {
    return count - alone / 2;
  }

  public boolean isCased() {
    return cased;
  }

  public Facts numbers() {
    return Facts.of(numbers);
  }

  public Facts names() {
    return Facts.of(names);
  }
}
