package news.rendezvous.item;

import java.time.Instant;
import java.util.Objects;
import news.rendezvous.item.text.RecordTimes;
import news.rendezvous.item.url.CanonicalUrl;
import org.jspecify.annotations.Nullable;

/**
 * Another source that carried the story.
 *
 * @param source id of that source
 * @param url permalink there
 * @param guid guid there
 * @param match the kind of key that matched
 * @param seen time at which it was first seen there
 */
public record Duplicate(
    String source, @Nullable CanonicalUrl url, @Nullable String guid, Match match, Instant seen) {

  public Duplicate {
    Objects.requireNonNull(source, "the source of a duplicate is missing");
    Objects.requireNonNull(match, "the match of a duplicate is missing");
    RecordTimes.required(seen, "seen");
  }
}
