package news.rendezvous.dedup;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import news.rendezvous.item.Alias;
import news.rendezvous.item.Attachment;
import news.rendezvous.item.CanonicalUrl;
import news.rendezvous.item.Duplicate;
import news.rendezvous.item.Entry;
import news.rendezvous.item.MediaUrl;
import news.rendezvous.item.NewsItem;
import news.rendezvous.item.Story;
import org.jspecify.annotations.Nullable;

/**
 * Compares an entry with a story that its source told before: guid, permalink, enclosures and date
 * come from one hand, and mean what that hand means by them.
 */
final class SameSource {

  private SameSource() {}

  /** Tells whether an entry is the story of its own source with which it shares an alias. */
  static boolean isOne(Known known, Entry entry, Alias alias) {
    return switch (alias.match()) {
      case GUID -> isSameTextOfItsDocument(known, entry);
      case URL -> isSameTextOfItsDocument(known, entry) && isOneUnderItsLink(known, entry);
      case CONTENT -> alias.belongsToASource() || isOneByItsWords(known, entry);
      case NEAR -> true;
    };
  }

  // The guid of a plain text is its address, and stays when the text is replaced by another.
  private static boolean isSameTextOfItsDocument(Known known, Entry entry) {
    return !entry.source().url().equals(entry.guid()) || new Likeness(known, entry).ofAny();
  }

  /** A story under a link that is the entry's too. */
  private static boolean isOneUnderItsLink(Known known, Entry entry) {
    Optional<NewsItem> last = known.last();
    String before = last.map(item -> item.extension().guid()).orElse(null);
    if (last.isEmpty() || (before == null && entry.guid() == null)) {
      return true; // the link is all that its source names it by
    }
    if (isOfItsLink(before, entry) && isOfItsLink(entry.guid(), entry)) {
      return true;
    }
    boolean renamed = before != null && entry.guid() != null;
    if (renamed && bringsAnotherEnclosure(last.get().story(), entry.story())) {
      return false;
    }
    Likeness likeness = new Likeness(known, entry);
    return likeness.ofSketches()
        || likeness.ofTexts()
        || (likeness.ofTitles()
            && (likeness.ofEqualTexts() || !isOfAnotherDate(last.get().story(), entry.story())));
  }

  /** The guid is the permalink itself with another query or fragment, such as a revision's. */
  private static boolean isOfItsLink(@Nullable String guid, Entry entry) {
    CanonicalUrl link = entry.story().url();
    return link != null
        && CanonicalUrl.of(guid).filter(url -> page(url).equals(page(link))).isPresent();
  }

  private static String page(CanonicalUrl url) {
    return url.withoutScheme().split("[?#]", 2)[0];
  }

  /** A programme has one link for all its episodes, each of which has an enclosure of its own. */
  static boolean bringsAnotherEnclosure(Story before, Story now) {
    Set<String> known = enclosures(before);
    Set<String> brought = enclosures(now);
    return !brought.isEmpty() && brought.stream().noneMatch(known::contains);
  }

  private static Set<String> enclosures(Story story) {
    return story.attachments().stream()
        .filter(attachment -> !attachment.isPicture())
        .map(Attachment::url)
        .map(MediaUrl::selecting)
        .collect(Collectors.toSet());
  }

  private static boolean isOfAnotherDate(Story before, Story now) {
    Instant published = now.datePublished();
    return published != null
        && before.datePublished() != null
        && !published.equals(before.datePublished());
  }

  /** A story with the same title and text, which its source told or carried. */
  static boolean isOneByItsWords(Known known, Entry entry) {
    Optional<NewsItem> last = known.last();
    Optional<Telling> before = last.flatMap(item -> told(item, entry.source().id()));
    if (before.isEmpty()) {
      return true; // not among the carriers that an item names
    }
    Story story = last.get().story();
    String guid = before.get().guid();
    boolean renamed = guid != null && entry.guid() != null && !guid.equals(entry.guid());
    Optional<String> from = place(before.get().url());
    Optional<String> to = place(entry.story().url());
    if (from.isEmpty() || to.isEmpty()) { // the date tells, where the item has it from the source
      return !renamed || !known.traits().isFrom(entry) || !isOfAnotherDate(story, entry.story());
    }
    return from.equals(to) && !(renamed && bringsAnotherEnclosure(story, entry.story()));
  }

  private static Optional<String> place(@Nullable CanonicalUrl url) {
    return Optional.ofNullable(url).filter(CanonicalUrl::hasPath).map(CanonicalUrl::withoutScheme);
  }

  /** Guid and permalink under which a source told a story. */
  private record Telling(@Nullable String guid, @Nullable CanonicalUrl url) {}

  private static Optional<Telling> told(NewsItem item, String source) {
    if (item.extension().source().id().equals(source)) {
      return Optional.of(new Telling(item.extension().guid(), item.story().url()));
    }
    List<Duplicate> duplicates = item.extension().duplicates();
    return duplicates.stream()
        .filter(duplicate -> duplicate.source().equals(source))
        .findFirst()
        .map(duplicate -> new Telling(duplicate.guid(), duplicate.url()));
  }
}
