package news.rendezvous.view;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import news.rendezvous.item.CanonicalUrl;
import news.rendezvous.item.Duplicate;
import news.rendezvous.item.ItemId;
import news.rendezvous.item.LinkHash;
import news.rendezvous.item.NewsItem;
import news.rendezvous.item.Related;
import news.rendezvous.item.Story;
import org.jsoup.Jsoup;

/**
 * An item as the view holds it; in their order, which is not of what they equal, they stand newest
 * first.
 *
 * @param item what the record says
 * @param json the record's bytes, which are what JSON documents are made of; not to be changed
 * @param recorded timestamp of the record
 * @param changed timestamp of the record by which the story came to be as it is: another carrier of
 *     a story is a record of its own, and no change of the story
 * @param position where it stands
 */
public record Held(NewsItem item, byte[] json, Instant recorded, Instant changed, Position position)
    implements Comparable<Held> {

  /** An item as its record has it. */
  public static Held of(NewsItem item, byte[] json, Instant recorded) {
    return new Held(item, json, recorded, recorded, Position.of(item));
  }

  /** The same, behind an earlier revision of which it may tell the story unchanged. */
  Held after(Held earlier) {
    return tellsTheSame(earlier) ? new Held(item, json, recorded, earlier.changed, position) : this;
  }

  private boolean tellsTheSame(Held other) {
    return item.story().equals(other.item.story())
        && item.extension().source().equals(other.item.extension().source());
  }

  /** Title and text, as a search sees them. */
  String words() {
    Story story = item.story();
    String html = story.contentHtml();
    String text =
        story.contentText() == null && html != null
            ? Jsoup.parse(html).text()
            : story.contentText();
    return Letters.fold(
        Stream.of(story.title(), text).filter(Objects::nonNull).collect(Collectors.joining("\n")));
  }

  /** Ids of all sources that carried the item, the one that brought it first before the others. */
  Set<String> carriers() {
    Set<String> ids = new LinkedHashSet<>();
    ids.add(item.extension().source().id());
    item.extension().duplicates().stream().map(Duplicate::source).forEach(ids::add);
    return ids;
  }

  /** The references that it carries. */
  List<LinkHash> references() {
    return item.extension().related().stream().map(Related::link).toList();
  }

  /** The items that it refers to. */
  List<ItemId> referredItems() {
    return item.extension().related().stream()
        .flatMap(related -> Stream.ofNullable(related.item()))
        .toList();
  }

  /** The kinds of its references. */
  Set<Related.Kind> kinds() {
    return item.extension().related().stream().map(Related::kind).collect(Collectors.toSet());
  }

  /** Its page, if it has one of its own; one story under http and https is one. */
  Set<String> pages() {
    CanonicalUrl url = item.story().url();
    return url == null || !url.hasPath() ? Set.of() : Set.of(url.withoutScheme());
  }

  @Override
  public int compareTo(Held other) {
    return position.compareTo(other.position);
  }
}
