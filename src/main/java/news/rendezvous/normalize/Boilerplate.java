package news.rendezvous.normalize;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Sentences that several entries of a document share, such as a note on copyright or how to
 * subscribe. They are no evidence that two stories are one. Only beginnings and ends of a sample of
 * the entries are read, where such sentences stand: a document is read at every poll that brings
 * something.
 */
final class Boilerplate {

  /** In so many entries a sentence is boilerplate. */
  private static final int SHARED = 3;

  private static final int SAMPLED_ENTRIES = 20;
  private static final int SAMPLED_BEGINNING = 500;
  private static final int SAMPLED_END = 1_500;

  /** A sentence of fewer letters stays, in characters; Han and kana say three times as much. */
  private static final int LEAST_LETTERS = 20;

  private static final int LETTERS_OF_DENSE_SCRIPT = 3;

  private final Set<Long> sentences = new HashSet<>();

  private Boilerplate() {}

  /** The sentences that several of these contents share: plain text, or markup as it came. */
  static Boilerplate of(Collection<String> contents) {
    Map<Long, Integer> entries = new HashMap<>();
    contents.stream()
        .limit(SAMPLED_ENTRIES)
        .forEach(content -> sampled(content).forEach(key -> entries.merge(key, 1, Integer::sum)));
    Boilerplate boilerplate = new Boilerplate();
    entries.forEach(
        (sentence, count) -> {
          if (count >= SHARED) {
            boilerplate.sentences.add(sentence);
          }
        });
    return boilerplate;
  }

  /** A text without them. */
  String without(String text) {
    if (sentences.isEmpty()) {
      return text;
    }
    StringBuilder kept = new StringBuilder(text.length());
    forEachSentence(text, (key, sentence) -> kept.append(sentences.contains(key) ? " " : sentence));
    return kept.toString();
  }

  private static Set<Long> sampled(String content) {
    Set<Long> keys = new HashSet<>();
    BiConsumer<Long, String> keep = (key, sentence) -> keys.add(key);
    if (content.length() <= SAMPLED_BEGINNING + SAMPLED_END) {
      forEachSentence(content, keep);
    } else {
      forEachSentence(content.substring(0, SAMPLED_BEGINNING), keep);
      forEachSentence(content.substring(content.length() - SAMPLED_END), keep);
    }
    keys.remove(0L);
    return keys;
  }

  /**
   * Cuts a text behind ends of sentences and lines, and at markup; 0 is the key of a short piece.
   */
  private static void forEachSentence(String text, BiConsumer<Long, String> consumer) {
    int start = 0;
    long hash = 0;
    int letters = 0;
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      if (Character.isLetterOrDigit(c)) {
        hash = hash * 31 + Character.toLowerCase(c);
        letters += Character.isIdeographic(c) ? LETTERS_OF_DENSE_SCRIPT : 1;
      } else if (isEnd(c)) {
        consumer.accept(letters < LEAST_LETTERS ? 0L : hash, text.substring(start, at + 1));
        start = at + 1;
        hash = 0;
        letters = 0;
      }
    }
    consumer.accept(letters < LEAST_LETTERS ? 0L : hash, text.substring(start));
  }

  private static boolean isEnd(char c) {
    return ".!?。！？؟।\n<>".indexOf(c) >= 0;
  }
}
