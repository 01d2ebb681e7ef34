package news.rendezvous.view;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import news.rendezvous.item.Alias;
import news.rendezvous.item.Alias.Match;
import news.rendezvous.item.ItemId;
import news.rendezvous.item.Json;
import news.rendezvous.item.NewsItem;
import news.rendezvous.item.NewsItem.Duplicate;
import news.rendezvous.item.SourceRef;
import news.rendezvous.item.Story;
import news.rendezvous.item.Story.Author;
import news.rendezvous.item.url.CanonicalUrl;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Records of the items topic of about 2.5 KB, as busy feeds make them; the same for a seed. */
public final class SeededItems {

  private static final int SOURCES = 1_000;

  private final Random random;
  private final String[] words;
  private final Instant end;
  private int number;

  /**
   * A sequence of items that ends with the newest.
   *
   * @param end first seen of all items is before it, a second apart
   */
  public SeededItems(long seed, Instant end) {
    this.random = new Random(seed);
    this.words = Stream.generate(this::word).limit(40_000).toArray(String[]::new);
    this.end = end;
  }

  /** The next of so many records; the last is the newest. */
  public ProducerRecord<String, byte[]> next(String topic, int count) {
    NewsItem item = item(end.minusSeconds(Math.max(0, count - number)));
    ProducerRecord<String, byte[]> record =
        new ProducerRecord<>(
            topic,
            null,
            item.extension().firstSeen().toEpochMilli(),
            item.id().toString(),
            Json.encode(item));
    record
        .headers()
        .add("ce_type", "news.rendezvous.item.published".getBytes(StandardCharsets.UTF_8));
    return record;
  }

  /** The next item. */
  public NewsItem item(Instant seen) {
    int n = number++;
    String source = "source-" + random.nextInt(SOURCES);
    String host = "https://" + source + ".example.org";
    Story story =
        new Story(
            CanonicalUrl.of(host + "/2026/11/" + words(3).replace(' ', '-') + '-' + n).orElseThrow(),
            words(8),
            html(n),
            null,
            words(20),
            "https://img.example.org/" + n + "/640.jpg",
            List.of(),
            seen.minusSeconds(random.nextInt(3600)),
            null,
            List.of(new Author("Ines Okoro")),
            List.of(words(1), words(1)),
            n % 5 == 0 ? "zh" : "en");
    return new NewsItem(
        ItemId.of("en", new Alias(Match.GUID, Integer.toString(n))),
        story,
        new NewsItem.Extension(
            "en",
            new SourceRef(source, "The " + source, host + "/feed"),
            host + "/?p=" + n,
            1,
            seen,
            seen,
            null,
            null,
            List.of(),
            n % 14 == 0 ? List.of(duplicate(seen)) : List.of(),
            n % 14 == 0 ? 1 : null));
  }

  private Duplicate duplicate(Instant seen) {
    return new Duplicate("source-" + random.nextInt(SOURCES), null, null, Match.NEAR, seen);
  }

  private String html(int n) {
    return n % 5 == 0
        ? "<p>" + characters(300) + "</p><p>" + characters(200) + "</p>"
        : "<p>%s <a href=\"https://quay.example/%d\">%s</a> %s.</p><h3>%s</h3><p>%s <em>%s</em>.</p>"
            .formatted(words(60), n, words(3), words(60), words(5), words(110), words(3));
  }

  private String words(int length) {
    return Stream.generate(this::oneOf).limit(length).collect(Collectors.joining(" "));
  }

  // About as often as its rank lets expect, by Zipf's law.
  private String oneOf() {
    return words[(int) Math.pow(words.length, random.nextDouble()) - 1];
  }

  private String word() {
    return random
        .ints(2 + random.nextInt(8), 'a', 'z')
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private String characters(int length) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append((char) (0x4E00 + (int) Math.pow(5_000, random.nextDouble())));
    }
    return text.toString();
  }
}
