package news.rendezvous.serve;

import java.time.Instant;
import java.util.List;
import news.rendezvous.item.CanonicalUrl;
import org.jspecify.annotations.Nullable;

/**
 * Metadata of a source: configured, else from its feed.
 *
 * @param id source id
 * @param title title
 * @param homePage URL of its site
 * @param description description
 * @param language BCP 47 tag
 * @param icon URL of its icon
 * @param authors names of the authors
 * @param changed last change of the feed's metadata; null where it is unknown
 */
public record SourceProfile(
    String id,
    @Nullable String title,
    @Nullable String homePage,
    @Nullable String description,
    @Nullable String language,
    @Nullable String icon,
    List<String> authors,
    @Nullable Instant changed) {

  /** Drops URLs that are not absolute http or https, which a feed may have. */
  public SourceProfile {
    homePage = CanonicalUrl.resolve(homePage, null).orElse(null);
    icon = CanonicalUrl.resolve(icon, null).orElse(null);
    authors = List.copyOf(authors);
  }
}
