package news.rendezvous.ingest.parse.entry;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a feed says of itself. Texts and addresses are as the feed gives them: neither cleaned nor
 * trusted; addresses are absolute.
 *
 * @param title its title
 * @param homePage address of the site it belongs to
 * @param description what it is about
 * @param language its language tag
 * @param icon address of its icon or logo
 * @param authors names of those who answer for it, without mail addresses
 * @param cadence how it asks to be polled; null where it says nothing
 * @param olderPage address of the page that holds the entries before those of this document; null
 *     where it has none
 */
public record FeedInfo(
    @Nullable Markup title,
    @Nullable String homePage,
    @Nullable Markup description,
    @Nullable String language,
    @Nullable String icon,
    List<String> authors,
    @Nullable PollingHints cadence,
    @Nullable String olderPage) {

  public FeedInfo {
    authors = List.copyOf(authors);
  }
}
