package news.rendezvous.view.search;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import news.rendezvous.item.text.LowerCase;

/**
 * Tokeniser of the search index: folds case and width, splits text into runs of letters and digits,
 * and hashes them into terms. A run of a script with spaces is one term; a run of a script without
 * spaces is indexed by its characters and bigrams, as by the CJK analysers of Lucene.
 */
public final class SearchTokenizer {

  private static final Set<UnicodeScript> WITHOUT_SPACES =
      EnumSet.of(
          UnicodeScript.HAN,
          UnicodeScript.HIRAGANA,
          UnicodeScript.KATAKANA,
          UnicodeScript.BOPOMOFO,
          // Hangul has spaces, but the words of a query have particles behind them in texts.
          UnicodeScript.HANGUL,
          UnicodeScript.THAI,
          UnicodeScript.LAO,
          UnicodeScript.KHMER,
          UnicodeScript.MYANMAR,
          UnicodeScript.TIBETAN,
          UnicodeScript.YI);
  private static final int PROLONGED_SOUND = 'ー'; // of two kana scripts, so its script is Common

  private SearchTokenizer() {}

  enum Kind {
    /** Neither a letter nor a digit: it ends a run. */
    BREAK,
    SPACED,
    /** Of a script without word boundaries. */
    UNSPACED;

    static Kind of(int letter) {
      if (letter < 0x80) {
        return Character.isLetterOrDigit(letter) ? SPACED : BREAK;
      }
      if (!Character.isLetterOrDigit(letter) && !isMark(letter)) {
        return BREAK;
      }
      return letter == PROLONGED_SOUND || WITHOUT_SPACES.contains(UnicodeScript.of(letter))
          ? UNSPACED
          : SPACED;
    }

    private static boolean isMark(int letter) {
      int type = Character.getType(letter);
      return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
    }
  }

  /** Case and width folding: NFKC, then upper case, then lower case. */
  public static String fold(String text) {
    if (isAscii(text)) {
      return text.toLowerCase(Locale.ROOT); // the same result in a tenth of the time
    }
    String composed = Normalizer.normalize(text, Normalizer.Form.NFKC);
    // Upper case first: ß and ss, or the two small sigmas, differ in lower case only.
    return LowerCase.folded(composed);
  }

  private static boolean isAscii(String text) {
    for (int at = 0; at < text.length(); at++) {
      if (text.charAt(at) >= 0x80) {
        return false;
      }
    }
    return true;
  }

  /** Receives a run of letters of one kind. */
  @FunctionalInterface
  private interface RunConsumer {
    void accept(Kind kind, int start, int end);
  }

  /** The runs of a folded text in their order; each is of one kind. */
  static void runs(String folded, Consumer<String> consumer) {
    runs(folded, (kind, start, end) -> consumer.accept(folded.substring(start, end)));
  }

  private static void runs(String folded, RunConsumer consumer) {
    Kind kind = Kind.BREAK;
    int start = 0;
    for (int at = 0, letter; at < folded.length(); at += Character.charCount(letter)) {
      letter = folded.codePointAt(at);
      Kind here = Kind.of(letter);
      if (here != kind) {
        emit(kind, start, at, consumer);
        kind = here;
        start = at;
      }
    }
    emit(kind, start, folded.length(), consumer);
  }

  private static void emit(Kind kind, int start, int end, RunConsumer consumer) {
    if (kind != Kind.BREAK) {
      consumer.accept(kind, start, end);
    }
  }

  /**
   * True if a run occurs in a folded text: one of a script with spaces as a whole word, any other
   * as a substring.
   */
  static boolean occurs(String run, String folded) {
    return isUnspaced(run) ? folded.contains(run) : isWordOf(folded, run);
  }

  private static boolean isWordOf(String folded, String run) {
    int at = folded.indexOf(run);
    while (at >= 0 && !(isBoundary(folded, at) && isBoundary(folded, at + run.length()))) {
      at = folded.indexOf(run, at + 1);
    }
    return at >= 0;
  }

  /**
   * True if runs occur in a folded text one after the other, with nothing but characters between
   * them that are in no run.
   */
  static boolean occurInOrder(List<String> runs, String folded) {
    String first = runs.get(0);
    for (int at = folded.indexOf(first); at >= 0; at = folded.indexOf(first, at + 1)) {
      if (follow(runs, folded, at)) {
        return true;
      }
    }
    return false;
  }

  private static boolean follow(List<String> runs, String folded, int start) {
    int at = start;
    for (int n = 0; n < runs.size(); n++) {
      String run = runs.get(n);
      boolean spaced = !isUnspaced(run);
      // The ends of a phrase may be within a run of a script without spaces.
      boolean begins = n == 0 && !spaced || isBoundary(folded, at);
      int end = at + run.length();
      boolean ends = n == runs.size() - 1 && !spaced || isBoundary(folded, end);
      if (!folded.startsWith(run, at) || !begins || !ends) {
        return false;
      }
      at = skipBreaks(folded, end);
    }
    return true;
  }

  private static int skipBreaks(String folded, int from) {
    int at = from;
    while (at < folded.length() && Kind.of(folded.codePointAt(at)) == Kind.BREAK) {
      at += Character.charCount(folded.codePointAt(at));
    }
    return at;
  }

  /** True at the ends of runs: of the text, or where the kind changes. */
  private static boolean isBoundary(String folded, int at) {
    return at <= 0
        || at >= folded.length()
        || Kind.of(folded.codePointBefore(at)) != Kind.of(folded.codePointAt(at));
  }

  static boolean isUnspaced(String run) {
    return Kind.of(run.codePointAt(0)) == Kind.UNSPACED;
  }

  /** The distinct terms of a folded text. */
  static int[] terms(String folded) {
    TermSet terms = new TermSet(folded.length() / 4 + 4);
    runs(folded, (kind, start, end) -> terms.add(folded, kind, start, end, true));
    return terms.distinct();
  }

  /** Terms that a text must have for a run to occur in it. */
  static int[] requiredTerms(String run) {
    TermSet terms = new TermSet(run.length() + 1);
    boolean single = run.codePointCount(0, run.length()) == 1;
    terms.add(run, Kind.of(run.codePointAt(0)), 0, run.length(), single);
    return terms.distinct();
  }

  /** Hash set of ints by open addressing, without boxing. Zero marks a free slot. */
  private static final class TermSet {

    private int[] slots;
    private int size;
    private boolean hasZero;

    TermSet(int expected) {
      slots = new int[Integer.highestOneBit(Math.max(8, expected)) * 4];
    }

    /**
     * Adds the terms of a run.
     *
     * @param singles also the single characters of a run without spaces
     */
    void add(String text, Kind kind, int start, int end, boolean singles) {
      if (kind == Kind.SPACED) {
        int hash = 0; // that of String
        for (int at = start; at < end; at++) {
          hash = 31 * hash + text.charAt(at);
        }
        add(hash);
        return;
      }
      int before = -1;
      for (int at = start, letter; at < end; at += Character.charCount(letter)) {
        letter = text.codePointAt(at);
        if (singles) {
          add(letter);
        }
        if (before >= 0) {
          add(31 * before + letter);
        }
        before = letter;
      }
    }

    private void add(int term) {
      hasZero |= term == 0;
      if (term != 0 && put(slots, term) && ++size > slots.length / 2) {
        int[] more = new int[2 * slots.length];
        for (int one : slots) {
          if (one != 0) {
            put(more, one);
          }
        }
        slots = more;
      }
    }

    private static boolean put(int[] slots, int term) {
      int at = (term * 0x9E3779B9 >>> 8) & (slots.length - 1);
      while (slots[at] != 0 && slots[at] != term) {
        at = (at + 1) & (slots.length - 1);
      }
      boolean added = slots[at] == 0;
      slots[at] = term;
      return added;
    }

    int[] distinct() {
      int[] distinct = new int[size + (hasZero ? 1 : 0)];
      int count = 0;
      for (int term : slots) {
        if (term != 0) {
          distinct[count++] = term;
        }
      }
      return distinct;
    }
  }
}
