package news.rendezvous.item.url;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Objects;
import java.util.Optional;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * The URL of a feed, parsed once: when a definition is made or read. A record of the sources topic
 * may hold a text that is no http or https URL; it has no parsed form and is never requested.
 */
public final class FeedUrl {

  private final String text;
  private final @Nullable HttpUrl parsed;

  private FeedUrl(String text) {
    this.text = text;
    this.parsed = HttpUrl.parse(text);
  }

  @JsonCreator
  public static FeedUrl of(String text) {
    return new FeedUrl(Objects.requireNonNull(text, "url is missing"));
  }

  /** The URL by its parts; empty for a text that is no absolute http or https URL. */
  public Optional<HttpUrl> parsed() {
    return Optional.ofNullable(parsed);
  }

  /** Scheme, host and port (RFC 6454 section 4); the text itself if it is no URL. */
  public String origin() {
    return parsed == null
        ? text
        : "%s://%s:%d".formatted(parsed.scheme(), parsed.host(), parsed.port());
  }

  /** The URL as the definition has it. */
  @JsonValue
  @Override
  public String toString() {
    return text;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof FeedUrl url && url.text.equals(text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }
}
