package news.rendezvous.view;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import news.rendezvous.item.ItemId;
import news.rendezvous.item.NewsItem;
import news.rendezvous.item.NewsItem.Duplicate;
import news.rendezvous.item.Related;
import news.rendezvous.item.Story;
import news.rendezvous.item.url.CanonicalUrl;
import news.rendezvous.item.url.LinkHash;
import news.rendezvous.view.search.SearchTokenizer;
import org.jsoup.Jsoup;

/**
 * Item of the view with its record's bytes. Sorted newest first; the order is not consistent with
 * equals.
 *
 * @param json the record's bytes, of which JSON documents are made; not to be modified
 * @param changed timestamp of the record that last changed the story: another carrier of a story is
 *     a record of its own, and no change of the story
 */
public record ViewItem(
    NewsItem item, byte[] json, Instant recorded, Instant changed, TimelineKey position)
    implements Comparable<ViewItem> {

  public static ViewItem of(NewsItem item, byte[] json, Instant recorded) {
    return new ViewItem(item, json, recorded, recorded, TimelineKey.of(item));
  }

  /** This revision after an earlier one, whose time of change it keeps if the story is the same. */
  ViewItem after(ViewItem earlier) {
    return hasSameStory(earlier)
        ? new ViewItem(item, json, recorded, earlier.changed, position)
        : this;
  }

  private boolean hasSameStory(ViewItem other) {
    return item.story().equals(other.item.story())
        && item.extension().source().equals(other.item.extension().source());
  }

  /** Title and text, folded for the search. */
  public String words() {
    Story story = item.story();
    String html = story.contentHtml();
    String text =
        story.contentText() == null && html != null
            ? Jsoup.parse(html).text()
            : story.contentText();
    return SearchTokenizer.fold(
        Stream.of(story.title(), text).filter(Objects::nonNull).collect(Collectors.joining("\n")));
  }

  /** Ids of all sources that carried the item, the first carrier first. */
  Set<String> carriers() {
    Set<String> ids = new LinkedHashSet<>();
    ids.add(item.extension().source().id());
    item.extension().duplicates().stream().map(Duplicate::source).forEach(ids::add);
    return ids;
  }

  List<LinkHash> references() {
    return item.extension().related().stream().map(Related::link).toList();
  }

  List<ItemId> referredItems() {
    return item.extension().related().stream()
        .flatMap(related -> Stream.ofNullable(related.item()))
        .toList();
  }

  Set<Related.Kind> kinds() {
    return item.extension().related().stream().map(Related::kind).collect(Collectors.toSet());
  }

  /** Its page without the scheme; empty where the URL is a site's home page. */
  Set<String> pages() {
    CanonicalUrl url = item.story().url();
    return url == null || !url.hasPath() ? Set.of() : Set.of(url.withoutScheme());
  }

  @Override
  public int compareTo(ViewItem other) {
    return position.compareTo(other.position);
  }
}
