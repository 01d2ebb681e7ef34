package news.rendezvous.item.text;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;

/**
 * Explicit controls of the bidirectional algorithm (Unicode UAX 9, sections 2.1 to 2.5). One
 * without its counterpart changes the order of the text behind it ("Trojan source",
 * CVE-2021-42574); a pair affects nothing but what is between.
 */
public final class BidiControls {

  private static final char FIRST_EMBEDDING = '\u202A';
  private static final char POP_EMBEDDING = '\u202C';
  private static final char LAST_EMBEDDING = '\u202E';
  private static final char FIRST_ISOLATE = '\u2066';
  private static final char POP_ISOLATE = '\u2069';

  private BidiControls() {}

  /** A text without the controls that have no counterpart; the same text if it has none. */
  public static String paired(String text) {
    BitSet unpaired = unpaired(text);
    if (unpaired.isEmpty()) {
      return text;
    }
    StringBuilder kept = new StringBuilder(text);
    for (int i = unpaired.length() - 1; i >= 0; i = unpaired.previousSetBit(i - 1)) {
      kept.deleteCharAt(i);
    }
    return kept.toString();
  }

  private static BitSet unpaired(String text) {
    BitSet unpaired = new BitSet();
    Deque<Integer> open = new ArrayDeque<>();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (isEmbedding(c) ? c != POP_EMBEDDING : isIsolate(c) && c != POP_ISOLATE) {
        unpaired.set(i);
        open.push(i);
      } else if (c == POP_EMBEDDING || c == POP_ISOLATE) {
        close(text, i, open, unpaired);
      }
    }
    return unpaired;
  }

  // Rules X6a and X7: an isolate ends the embeddings that were opened in it, and an embedding is
  // not ended from within an isolate.
  private static void close(String text, int end, Deque<Integer> open, BitSet unpaired) {
    boolean isolate = text.charAt(end) == POP_ISOLATE;
    if (open.stream().noneMatch(i -> isIsolate(text.charAt(i)) == isolate)
        || (!isolate && isIsolate(text.charAt(open.element())))) {
      unpaired.set(end);
      return;
    }
    while (isIsolate(text.charAt(open.element())) != isolate) {
      open.pop();
    }
    unpaired.clear(open.pop());
  }

  private static boolean isEmbedding(char c) {
    return c >= FIRST_EMBEDDING && c <= LAST_EMBEDDING;
  }

  private static boolean isIsolate(char c) {
    return c >= FIRST_ISOLATE && c <= POP_ISOLATE;
  }
}
