package news.rendezvous.view;

import io.quarkus.runtime.configuration.MemorySize;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import news.rendezvous.item.ItemId;
import news.rendezvous.item.Json;
import news.rendezvous.item.NewsItem;

/** Fills timelines for the tests of those who read them. */
public final class Timelines {

  private Timelines() {}

  /** One that holds nothing yet. */
  public static Timeline empty(InstantSource clock) {
    return new Timeline(
        new Bounds(20_000, Duration.ofDays(30), new MemorySize(BigInteger.valueOf(1L << 26))),
        clock);
  }

  private record Bounds(int maxItems, Duration maxAge, MemorySize maxSize) implements ViewConfig {}

  /** The item as the view would hold it, of a record with this time. */
  public static Held held(NewsItem item, Instant recorded) {
    return Held.of(item, Json.encode(item), recorded);
  }

  /** The same with other bytes than its own. */
  public static Held held(NewsItem item, byte[] json, Instant recorded) {
    return Held.of(item, json, recorded);
  }

  public static void put(Timeline timeline, Held held) {
    timeline.put(held);
  }

  public static void withdraw(Timeline timeline, ItemId id) {
    withdraw(timeline, id, Instant.EPOCH);
  }

  /** The same with the time of the tombstone. */
  public static void withdraw(Timeline timeline, ItemId id, Instant recorded) {
    timeline.withdraw(id, recorded);
  }
}
