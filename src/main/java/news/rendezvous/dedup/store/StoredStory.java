package news.rendezvous.dedup.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.function.Function;
import news.rendezvous.item.ItemId;
import news.rendezvous.item.Json;
import news.rendezvous.item.NewsItem;
import org.jspecify.annotations.Nullable;

/** A stored story: its record, and its item, which is read and decoded lazily. */
public final class StoredStory {

  private final ItemId id;
  private final StoryRecord record;
  private final Function<ItemId, byte @Nullable []> items;
  private @Nullable NewsItem item;

  public StoredStory(ItemId id, StoryRecord record, Function<ItemId, byte @Nullable []> items) {
    this.id = id;
    this.record = record;
    this.items = items;
  }

  public ItemId id() {
    return id;
  }

  public StoryRecord record() {
    return record;
  }

  /**
   * The last published item of a story that is not withdrawn.
   *
   * @throws UncheckedIOException for bytes that are no item
   */
  public NewsItem item() {
    return last().orElseThrow(() -> new IllegalStateException("no item is stored for " + id));
  }

  /**
   * The last published item. A withdrawn item has no content; empty where it was withdrawn before
   * it was known.
   *
   * @throws UncheckedIOException for bytes that are no item
   */
  public Optional<NewsItem> last() {
    if (item == null) {
      item = decode(items.apply(id));
    }
    return Optional.ofNullable(item);
  }

  private @Nullable NewsItem decode(byte @Nullable [] bytes) {
    try {
      return bytes == null ? null : Json.decode(bytes, NewsItem.class);
    } catch (IOException e) {
      throw new UncheckedIOException("stored bytes are no item: " + id, e);
    }
  }
}
