package news.rendezvous.item;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a feed says of itself, cleaned.
 *
 * @param title plain text
 * @param homePage absolute http or https address
 * @param description plain text
 * @param language BCP 47 tag
 * @param icon absolute http or https address
 * @param authors names of those who make it
 */
public record FeedProfile(
    @Nullable String title,
    @Nullable String homePage,
    @Nullable String description,
    @Nullable String language,
    @Nullable String icon,
    List<String> authors) {

  public FeedProfile {
    authors = List.copyOf(authors);
  }
}
