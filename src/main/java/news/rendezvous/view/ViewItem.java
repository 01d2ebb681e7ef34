package news.rendezvous.view;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import news.rendezvous.item.ItemId;
import news.rendezvous.item.NewsItem;
import news.rendezvous.item.RecordJson;
import news.rendezvous.item.Related;
import news.rendezvous.item.Story;
import news.rendezvous.item.url.CanonicalUrl;
import news.rendezvous.item.url.LinkHash;
import news.rendezvous.view.search.BloomFilter;
import news.rendezvous.view.search.MarkupText;
import news.rendezvous.view.search.SearchTokenizer;
import news.rendezvous.view.search.SearchableItem;
import org.jspecify.annotations.Nullable;

/**
 * Item of the view: the bytes of its record and their {@link ItemHeader}. The rest is decoded on
 * access, since most items are rarely read, and bytes take a fraction of the memory of objects.
 * Sorted newest first; equality is identity, that of a revision in the view.
 */
public final class ViewItem implements Comparable<ViewItem>, SearchableItem {

  /** Tolerated difference between the clocks of replicas and of brokers. */
  private static final Duration CLOCK_SKEW = Duration.ofDays(1);

  private final byte[] json;
  private final ItemHeader header;
  private final Instant recorded;
  private final Instant changed;
  private final int partition;
  private final long offset;
  private volatile @Nullable BloomFilter terms;
  private volatile @Nullable WeakReference<NewsItem> decoded;
  private volatile @Nullable NewsItem referring;

  private ViewItem(
      byte[] json,
      ItemHeader header,
      Instant recorded,
      Instant changed,
      int partition,
      long offset) {
    this.json = json;
    this.header = header;
    this.recorded = recorded;
    this.changed = changed;
    this.partition = partition;
    this.offset = offset;
  }

  /**
   * Reads the header of a record.
   *
   * @param json its value
   * @throws IOException for bytes that are no item
   */
  static ViewItem of(byte[] json, Instant recorded, int partition, long offset) throws IOException {
    ItemHeader header = ItemHeader.read(json);
    if (header.firstSeen().isAfter(recorded.plus(CLOCK_SKEW))) { // listed first for ever
      throw new IOException(
          "first_seen is %s, and the record of %s".formatted(header.firstSeen(), recorded));
    }
    return new ViewItem(json, header, recorded, recorded, partition, offset);
  }

  /** This revision after an earlier one, whose time of change it keeps if the story is the same. */
  ViewItem after(ViewItem earlier) {
    return hasSameStory(earlier)
        ? new ViewItem(json, header, recorded, earlier.changed, partition, offset)
        : this;
  }

  private boolean hasSameStory(ViewItem other) {
    if (!isValid() || !other.isValid()) {
      return false;
    }
    NewsItem one = item();
    NewsItem two = other.item();
    return one.story().equals(two.story())
        && one.extension().source().equals(two.extension().source());
  }

  /**
   * The decoded item. A few are kept: those that were used since the last garbage collection, and
   * those with references, which are compared again and again.
   */
  public NewsItem item() {
    try {
      return decode();
    } catch (IOException e) { // the view gives no item away that was not decoded once
      throw new UncheckedIOException(e);
    }
  }

  private NewsItem decode() throws IOException {
    WeakReference<NewsItem> recent = decoded;
    NewsItem item = recent == null ? referring : recent.get();
    return item == null ? keep(RecordJson.decode(json, NewsItem.class)) : item;
  }

  private NewsItem keep(NewsItem item) {
    if (header.references().isEmpty()) {
      decoded = new WeakReference<>(item);
    } else {
      referring = item;
    }
    return item;
  }

  /** True if all of it can be decoded, and not its header alone. */
  boolean isValid() {
    try {
      return terms != null || decode() != null;
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Decodes all of it, and makes its terms.
   *
   * @throws IOException for an item of which only the header is valid
   */
  void complete() throws IOException {
    if (terms == null) {
      NewsItem item = RecordJson.decode(json, NewsItem.class);
      if (!header.references().isEmpty()) {
        referring = item;
      }
      terms = BloomFilter.of(words(item));
    }
  }

  /** The terms of its words; of a text that is not decoded yet, they are made now. */
  BloomFilter terms() {
    BloomFilter made = terms;
    return made == null ? terms = BloomFilter.of(words()) : made;
  }

  /** The record's bytes, of which JSON documents are made; not to be modified. */
  public byte[] json() {
    return json;
  }

  public Instant recorded() {
    return recorded;
  }

  /**
   * Timestamp of the record that last changed the story: another carrier of a story is a record of
   * its own, and no change of the story.
   */
  public Instant changed() {
    return changed;
  }

  public TimelineKey position() {
    return header.position();
  }

  public ItemId id() {
    return header.position().id();
  }

  @Override
  public String words() {
    return words(item());
  }

  private static String words(NewsItem item) {
    Story story = item.story();
    String html = story.contentHtml();
    String text =
        story.contentText() == null && html != null ? MarkupText.of(html) : story.contentText();
    return SearchTokenizer.fold(
        Stream.of(story.title(), text).filter(Objects::nonNull).collect(Collectors.joining("\n")));
  }

  /** Partition of its record. */
  int partition() {
    return partition;
  }

  /** Offset of its record. */
  long offset() {
    return offset;
  }

  int revision() {
    return header.revision();
  }

  @Override
  public @Nullable String language() {
    return header.language();
  }

  @Override
  public List<String> tags() {
    return header.tags();
  }

  String source() {
    return header.source();
  }

  @Override
  public List<String> carriers() {
    return header.carriers();
  }

  @Override
  public String title() {
    return Objects.requireNonNullElse(item().story().title(), "");
  }

  @Override
  public List<String> authors() {
    return item().story().authors().stream().map(Story.Author::name).toList();
  }

  @Override
  public @Nullable String site() {
    CanonicalUrl url = item().story().url();
    return url == null ? null : url.host();
  }

  List<LinkHash> references() {
    return header.references();
  }

  List<ItemId> referredItems() {
    return header.referredItems();
  }

  Set<Related.Kind> kinds() {
    return header.kinds();
  }

  Set<String> pages() {
    return header.page() == null ? Set.of() : Set.of(header.page());
  }

  @Override
  public int compareTo(ViewItem other) {
    return position().compareTo(other.position());
  }
}
