package news.rendezvous.dedup;

import java.io.IOException;
import java.io.UncheckedIOException;
import news.rendezvous.item.ItemId;
import news.rendezvous.item.Json;
import news.rendezvous.item.NewsItem;
import org.jspecify.annotations.Nullable;

/** A story that is remembered. Its item is fetched and decoded only where a decision needs it. */
final class Known {

  /** Where the bytes of an item are, as they were last published. */
  interface Published {
    byte @Nullable [] of(ItemId id);
  }

  private final ItemId id;
  private final Traits traits;
  private final Published published;
  private @Nullable NewsItem item;

  Known(ItemId id, Traits traits, Published published) {
    this.id = id;
    this.traits = traits;
    this.published = published;
  }

  ItemId id() {
    return id;
  }

  Traits traits() {
    return traits;
  }

  /**
   * The item as it was last published; not to be asked for once it is withdrawn.
   *
   * @throws UncheckedIOException for bytes that are no item
   */
  NewsItem item() {
    NewsItem decoded = item;
    if (decoded == null) {
      decoded = decode();
      item = decoded;
    }
    return decoded;
  }

  private NewsItem decode() {
    try {
      return Json.decode(published.of(id), NewsItem.class);
    } catch (IOException e) {
      throw new UncheckedIOException("no item is remembered for " + id, e);
    }
  }
}
