package news.rendezvous.serve;

import java.time.Instant;
import java.util.List;
import news.rendezvous.item.CanonicalUrl;
import org.jspecify.annotations.Nullable;

/**
 * How a source presents itself, unless somebody configured it otherwise.
 *
 * @param id the source's id
 * @param title its title
 * @param homePage address of its site
 * @param description what it is about
 * @param language BCP 47 tag
 * @param icon address of its icon
 * @param authors names of those who make it
 * @param changed when its feed last said something else of itself; null where that is not known
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

  /** Drops addresses that are not absolute http or https: a feed may claim any. Copies the list. */
  public SourceProfile {
    homePage = CanonicalUrl.resolve(homePage, null).orElse(null);
    icon = CanonicalUrl.resolve(icon, null).orElse(null);
    authors = List.copyOf(authors);
  }
}
