package news.rendezvous.view;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Random;
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
  private final SeededWords text;
  private final Instant end;
  private int number;

  /**
   * A sequence of items that ends with the newest.
   *
   * @param end first seen of all items is before it, a second apart
   */
  public SeededItems(long seed, Instant end) {
    this.random = new Random(seed);
    this.text = new SeededWords(random, 40_000);
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
            CanonicalUrl.of(host + "/2026/11/" + text.words(3).replace(' ', '-') + '-' + n).orElseThrow(),
            text.words(8),
            html(n),
            null,
            text.words(20),
            "https://img.example.org/" + n + "/640.jpg",
            List.of(),
            seen.minusSeconds(random.nextInt(3600)),
            null,
            List.of(new Author("Ines Okoro")),
            List.of(text.words(1), text.words(1)),
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
        ? "<p>" + text.ideographs(300) + "</p><p>" + text.ideographs(200) + "</p>"
        : "<p>%s <a href=\"https://quay.example/%d\">%s</a> %s.</p><h3>%s</h3><p>%s <em>%s</em>.</p>"
            .formatted(text.words(60), n, text.words(3), text.words(60), text.words(5), text.words(110), text.words(3));
  }
}
