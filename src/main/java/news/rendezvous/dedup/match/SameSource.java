package news.rendezvous.dedup.match;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import news.rendezvous.dedup.store.StoredStory;
import news.rendezvous.item.Alias;
import news.rendezvous.item.Attachment;
import news.rendezvous.item.Entry;
import news.rendezvous.item.NewsItem;
import news.rendezvous.item.NewsItem.Duplicate;
import news.rendezvous.item.Story;
import news.rendezvous.item.url.CanonicalUrl;
import news.rendezvous.item.url.MediaUrl;
import org.jspecify.annotations.Nullable;

/**
 * Compares an entry with a stored story of its own source, by guid, permalink, enclosures, date and
 * text. Within one source these identify a story; another source may copy them.
 */
final class SameSource {

  private SameSource() {}

  static boolean isSameStory(StoredStory known, Entry entry, Alias alias) {
    return switch (alias.match()) {
      case GUID -> isSameTextOfItsDocument(known, entry);
      case URL -> isSameTextOfItsDocument(known, entry) && isSameUnderOneLink(known, entry);
      case CONTENT -> alias.belongsToASource() || isSameByContent(known, entry);
      case NEAR -> true;
    };
  }

  // The guid of a plain-text document is its URL, which stays when another story replaces it.
  private static boolean isSameTextOfItsDocument(StoredStory known, Entry entry) {
    return !entry.source().url().equals(entry.guid())
        || new ContentSimilarity(known, entry).matches();
  }

  private static boolean isSameUnderOneLink(StoredStory known, Entry entry) {
    Optional<NewsItem> last = known.last();
    String before = last.map(item -> item.extension().guid()).orElse(null);
    if (last.isEmpty() || (before == null && entry.guid() == null)) {
      return true; // the link is the only identity that the source gives
    }
    if (isVariantOfLink(before, entry) && isVariantOfLink(entry.guid(), entry)) {
      return true;
    }
    Story story = last.get().story();
    boolean newGuid = before != null && entry.guid() != null;
    if (newGuid && hasNewEnclosure(story, entry.story())) {
      return false;
    }
    ContentSimilarity similarity = new ContentSimilarity(known, entry);
    return similarity.sketchesMatch()
        || similarity.textsOverlap()
        || (similarity.titlesMatch()
            && (similarity.textsAreEqual() || !hasOtherDate(story, entry.story())));
  }

  /** The guid is the permalink with another query or fragment, such as a revision number. */
  private static boolean isVariantOfLink(@Nullable String guid, Entry entry) {
    CanonicalUrl link = entry.story().url();
    return link != null
        && CanonicalUrl.of(guid).filter(url -> page(url).equals(page(link))).isPresent();
  }

  private static String page(CanonicalUrl url) {
    return url.withoutScheme().split("[?#]", 2)[0];
  }

  /** Detects a new episode: a podcast may use one link for all, with an enclosure for each. */
  static boolean hasNewEnclosure(Story before, Story now) {
    Set<String> old = enclosures(before);
    Set<String> current = enclosures(now);
    return !current.isEmpty() && current.stream().noneMatch(old::contains);
  }

  private static Set<String> enclosures(Story story) {
    return story.attachments().stream()
        .filter(attachment -> !attachment.isPicture())
        .map(Attachment::url)
        .map(MediaUrl::selecting)
        .collect(Collectors.toSet());
  }

  private static boolean hasOtherDate(Story before, Story now) {
    Instant published = now.datePublished();
    return published != null
        && before.datePublished() != null
        && !published.equals(before.datePublished());
  }

  /** Compares guid and permalink of a story with equal title and text that the source carried. */
  static boolean isSameByContent(StoredStory known, Entry entry) {
    Optional<NewsItem> last = known.last();
    Optional<Carried> before = last.flatMap(item -> carried(item, entry.source().id()));
    if (before.isEmpty()) {
      return true; // the item does not name this carrier (any more)
    }
    Story story = last.get().story();
    String guid = before.get().guid();
    boolean newGuid = guid != null && entry.guid() != null && !guid.equals(entry.guid());
    Optional<String> from = address(before.get().url());
    Optional<String> to = address(entry.story().url());
    if (from.isEmpty() || to.isEmpty()) { // by date, where the item has the date of this source
      return !newGuid || !known.record().isFrom(entry) || !hasOtherDate(story, entry.story());
    }
    return from.equals(to) && !(newGuid && hasNewEnclosure(story, entry.story()));
  }

  private static Optional<String> address(@Nullable CanonicalUrl url) {
    return Optional.ofNullable(url).filter(CanonicalUrl::hasPath).map(CanonicalUrl::withoutScheme);
  }

  /** Guid and permalink under which a source carried a story. */
  private record Carried(@Nullable String guid, @Nullable CanonicalUrl url) {}

  private static Optional<Carried> carried(NewsItem item, String source) {
    if (item.extension().source().id().equals(source)) {
      return Optional.of(new Carried(item.extension().guid(), item.story().url()));
    }
    List<Duplicate> duplicates = item.extension().duplicates();
    return duplicates.stream()
        .filter(duplicate -> duplicate.source().equals(source))
        .findFirst()
        .map(duplicate -> new Carried(duplicate.guid(), duplicate.url()));
  }
}
