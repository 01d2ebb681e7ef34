package news.rendezvous.dedup.match;

import java.util.Optional;
import news.rendezvous.dedup.store.StoredStory;
import news.rendezvous.item.Entry;
import news.rendezvous.item.NewsItem;
import news.rendezvous.item.SourceRef;
import news.rendezvous.item.url.CanonicalUrl;
import news.rendezvous.item.url.RegistrableDomain;
import org.jspecify.annotations.Nullable;

/**
 * Evidence that a source is the origin of a story, which is the owner of the registrable domain of
 * the story's URL. In ascending order: a feed can name any home page, but is fetched from its own
 * domain.
 */
public enum Origin {
  /** Feed and home page are on other domains. */
  STRANGER,
  /** The home page that the feed names is on that domain. */
  CLAIMED,
  /** The feed is on that domain. */
  PROVEN;

  /** True if an entry's source has better evidence than the source of the stored story. */
  public static boolean isOutranked(StoredStory known, Entry entry) {
    return known.last().filter(item -> of(known, item).compareTo(of(entry, item)) < 0).isPresent();
  }

  private static Origin of(StoredStory known, NewsItem item) {
    return of(item.extension().source(), known.record().version().site(), item.story().url());
  }

  private static Origin of(Entry entry, NewsItem item) {
    return of(entry.source(), entry.site(), item.story().url());
  }

  /**
   * Compares domains.
   *
   * @param site registrable domain of the home page that the source's feed names
   * @param story the story's URL
   */
  public static Origin of(SourceRef source, @Nullable String site, @Nullable CanonicalUrl story) {
    Optional<String> domain = RegistrableDomain.of(story == null ? null : story.toString());
    if (domain.isEmpty()) {
      return STRANGER;
    }
    if (domain.equals(RegistrableDomain.of(source.url()))) {
      return PROVEN;
    }
    return domain.equals(Optional.ofNullable(site)) ? CLAIMED : STRANGER;
  }
}
