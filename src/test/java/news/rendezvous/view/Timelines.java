package news.rendezvous.view;

import io.quarkus.runtime.configuration.MemorySize;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import news.rendezvous.item.ItemId;
import news.rendezvous.item.Json;
import news.rendezvous.item.NewsItem;
import news.rendezvous.item.NewsItem.Duplicate;
import news.rendezvous.item.Related;
import news.rendezvous.item.SourceRef;
import news.rendezvous.item.Story;
import org.jspecify.annotations.Nullable;

/** Timelines and their items, for tests. */
public final class Timelines {

  static final int MAX_WITHDRAWN = 3;

  private Timelines() {}

  /** An empty timeline with the default bounds. */
  public static Timeline empty(InstantSource clock) {
    return empty(20_000, Duration.ofDays(30), 1L << 26, clock);
  }

  static Timeline empty(int maxItems, Duration maxAge, long maxSize, InstantSource clock) {
    return empty(maxItems, maxAge, maxSize, Duration.ofMinutes(1), clock);
  }

  static Timeline empty(
      int maxItems, Duration maxAge, long maxSize, Duration maxSearch, InstantSource clock) {
    MemorySize size = new MemorySize(BigInteger.valueOf(maxSize));
    return new Timeline(new Bounds(maxItems, maxAge, size, MAX_WITHDRAWN, maxSearch), clock);
  }

  private record Bounds(
      int maxItems, Duration maxAge, MemorySize maxSize, int maxWithdrawn, Duration maxSearch)
      implements ViewConfig {}

  /** An item of a record with this timestamp. */
  public static ViewItem held(NewsItem item, Instant recorded) {
    return held(Json.encode(item), recorded);
  }

  /** The item of a record with this value and timestamp. */
  public static ViewItem held(byte[] json, Instant recorded) {
    try {
      return ViewItem.of(json, recorded, 0, 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same with white space behind it, of so many thousand bytes in all. */
  static ViewItem padded(NewsItem item, int kilobytes, Instant recorded) {
    byte[] json = Json.encode(item);
    byte[] padded = Arrays.copyOf(json, 1_000 * kilobytes);
    Arrays.fill(padded, json.length, padded.length, (byte) ' ');
    return held(padded, recorded);
  }

  public static void put(Timeline timeline, ViewItem held) {
    timeline.put(held);
  }

  public static void withdraw(Timeline timeline, ItemId id) {
    withdraw(timeline, id, Instant.EPOCH);
  }

  /** The same with the timestamp of the tombstone. */
  public static void withdraw(Timeline timeline, ItemId id, Instant recorded) {
    timeline.withdraw(id, recorded);
  }

  /** Moves its position, as the reader of the topic does. */
  public static void reach(Timeline timeline, StreamPosition position) {
    timeline.reach(position);
  }

  public static Story story(@Nullable String title, @Nullable String html, @Nullable String text) {
    return new Story(
        null, title, html, text, null, null, List.of(), null, null, List.of(), List.of(), null);
  }

  /** The first revision of an item. */
  public static NewsItem item(ItemId id, String source, Instant time, Story story) {
    return item(id, source, time, story, 1, List.of(), List.of());
  }

  /**
   * An item.
   *
   * @param time of its {@code _rendezvous.timeline}
   */
  public static NewsItem item(
      ItemId id,
      String source,
      Instant time,
      Story story,
      int revision,
      List<Related> related,
      List<Duplicate> duplicates) {
    NewsItem.Extension extension =
        new NewsItem.Extension(
            "en",
            new SourceRef(source, null, "https://" + source + ".example.org/feed"),
            null,
            revision,
            time,
            time,
            null,
            null,
            related,
            duplicates,
            null);
    return new NewsItem(id, story, extension);
  }
}
