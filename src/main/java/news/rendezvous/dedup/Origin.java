package news.rendezvous.dedup;

import java.util.Optional;
import news.rendezvous.item.CanonicalUrl;
import news.rendezvous.item.RegistrableDomain;
import news.rendezvous.item.SourceRef;
import org.jspecify.annotations.Nullable;

/**
 * How well a source is proven to be the origin of a story: whoever owns the registrable domain of
 * the story's URL. In ascending order, since anybody can write another's home page into a feed.
 */
enum Origin {
  /** Its feed and its home page are on other domains. */
  STRANGER,
  /** The home page that its feed names is on that domain. */
  CLAIMED,
  /** Its feed is on that domain. */
  PROVEN;

  /**
   * Compares domains.
   *
   * @param site registrable domain of the home page that the source's feed names
   * @param story the story's URL
   */
  static Origin of(SourceRef source, @Nullable String site, @Nullable CanonicalUrl story) {
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
