package news.rendezvous.item;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Metadata of a feed, clean and absolute.
 *
 * @param since time since which it is the same; null in records of earlier versions
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

  /** The same with the time since which it has not changed. */
  public FeedProfile after(@Nullable FeedProfile earlier, Instant read) {
    boolean same = earlier != null && at(null).equals(earlier.at(null));
    return at(same && earlier != null ? earlier.since : read);
  }

  private FeedProfile at(@Nullable Instant time) {
    return new FeedProfile(title, homePage, description, language, icon, authors, time);
  }
}
