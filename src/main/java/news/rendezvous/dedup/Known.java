package news.rendezvous.dedup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import news.rendezvous.item.Entry;
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
    return last().orElseThrow(() -> new IllegalStateException("no item is remembered for " + id));
  }

  /**
   * The item as it was last published; of a withdrawn one what names it, and nothing where it was
   * not known when it was withdrawn.
   *
   * @throws UncheckedIOException for bytes that are no item
   */
  Optional<NewsItem> last() {
    if (item == null) {
      item = decode(published.of(id));
    }
    return Optional.ofNullable(item);
  }

  private @Nullable NewsItem decode(byte @Nullable [] bytes) {
    try {
      return bytes == null ? null : Json.decode(bytes, NewsItem.class);
    } catch (IOException e) {
      throw new UncheckedIOException("what is remembered is no item: " + id, e);
    }
  }

  /** Tells whether an entry comes rather from the story's origin than the story itself does. */
  boolean isOutrankedBy(Entry entry) {
    return last().filter(known -> rank(known).compareTo(rank(known, entry)) < 0).isPresent();
  }

  private Origin rank(NewsItem known) {
    return Origin.of(known.extension().source(), traits.told().site(), known.story().url());
  }

  private static Origin rank(NewsItem known, Entry entry) {
    return Origin.of(entry.source(), entry.site(), known.story().url());
  }
}
