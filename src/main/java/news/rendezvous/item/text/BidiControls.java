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

  // Rules X6a and X7: an isolate ends the embeddings that were opened in it, and an embedding is
  // not ended from within an isolate.
  private static BitSet unpaired(String text) {
    BitSet unpaired = new BitSet();
    Deque<Integer> open = new ArrayDeque<>();
    int isolates = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!isEmbedding(c) && !isIsolate(c)) {
        continue;
      }
      boolean closes =
          c == POP_EMBEDDING
              ? !open.isEmpty() && isEmbedding(text.charAt(open.element()))
              : c == POP_ISOLATE && isolates > 0;
      if (closes) {
        while (isIsolate(text.charAt(open.element())) != isIsolate(c)) {
          open.pop();
        }
        unpaired.clear(open.pop());
        isolates -= isIsolate(c) ? 1 : 0;
      } else {
        unpaired.set(i);
        if (c != POP_EMBEDDING && c != POP_ISOLATE) {
          open.push(i);
          isolates += isIsolate(c) ? 1 : 0;
        }
      }
    }
    return unpaired;
  }

  private static boolean isEmbedding(char c) {
    return c >= FIRST_EMBEDDING && c <= LAST_EMBEDDING;
  }

  private static boolean isIsolate(char c) {
    return c >= FIRST_ISOLATE && c <= POP_ISOLATE;
  }
}
