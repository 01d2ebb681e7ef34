package news.rendezvous.ingest.normalize;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Boilerplate of a document: sentences that several of its entries share, such as a note on
 * copyright. They are no evidence that two stories are one. Only beginnings and ends of a sample of
 * the entries are read, where boilerplate stands, since this is done at every poll with new
 * entries.
 */
final class Boilerplate {

  /** Number of entries that make a sentence boilerplate. */
  private static final int SHARED = 3;

  /** In characters; in a longer text boilerplate is too small a part to decide anything. */
  private static final int BRIEF = 3_000;

  private static final int SAMPLED_ENTRIES = 20;
  private static final int SAMPLED_BEGINNING = 500;
  private static final int SAMPLED_END = 1_500;

  /** Shorter sentences are kept, in letters; a Han character counts as several. */
  private static final int LEAST_LETTERS = 20;

  private static final int LETTERS_OF_DENSE_SCRIPT = 3;

  private final Supplier<Stream<String>> contents;

  /** Keys of the sentences. Made for the first brief text, since most polls bring none, or few. */
  private volatile @Nullable Set<Long> sentences;

  /**
   * Boilerplate of a document.
   *
   * @param contents of its entries, plain text or markup as the feed gives it
   */
  Boilerplate(Supplier<Stream<String>> contents) {
    this.contents = contents;
  }

  /** A text without it; a long text as it is. */
  String without(String text) {
    Set<Long> shared = text.length() > BRIEF ? Set.of() : shared();
    if (shared.isEmpty()) {
      return text;
    }
    StringBuilder kept = new StringBuilder(text.length());
    forEachSentence(text, (key, sentence) -> kept.append(shared.contains(key) ? " " : sentence));
    return kept.toString();
  }

  private Set<Long> shared() {
    Set<Long> known = sentences;
    if (known == null) {
      known = shared(contents.get());
      sentences = known;
    }
    return known;
  }

  private static Set<Long> shared(Stream<String> contents) {
    return contents
        .limit(SAMPLED_ENTRIES)
        .flatMap(content -> sampled(content).stream())
        .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()))
        .entrySet()
        .stream()
        .filter(sentence -> sentence.getValue() >= SHARED)
        .map(Map.Entry::getKey)
        .collect(Collectors.toUnmodifiableSet());
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

  /** Splits a text at sentences, lines and markup; the key of a short piece is 0. */
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
