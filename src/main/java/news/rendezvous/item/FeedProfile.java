package news.rendezvous.item;

import java.time.Instant;
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
 * @param since when it began to say so; null in records from before it was kept
 */
public record FeedProfile(
    @Nullable String title,
    @Nullable String homePage,
    @Nullable String description,
    @Nullable String language,
    @Nullable String icon,
    List<String> authors,
    @Nullable Instant since) {

  public FeedProfile {
    authors = List.copyOf(authors);
  }

  /** The same, read at a time, behind an earlier one that may have said the same. */
  public FeedProfile after(@Nullable FeedProfile earlier, Instant read) {
    boolean same = earlier != null && at(null).equals(earlier.at(null));
    return at(same && earlier != null ? earlier.since : read);
  }

  private FeedProfile at(@Nullable Instant time) {
    return new FeedProfile(title, homePage, description, language, icon, authors, time);
  }
}
