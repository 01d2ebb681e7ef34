package news.rendezvous.ingest.fetch;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Body of a feed and its representation metadata (RFC 9110 section 8).
 *
 * @param url the effective one, after redirects
 * @param body after content decoding; the charset is undecided
 * @param lastModified Last-Modified, if it is a date
 * @param fetchedAt time at which the response was complete
 * @param links values of Link (RFC 8288), unparsed
 */
public record Document(
    URI url,
    byte[] body,
    @Nullable String contentType,
    @Nullable String contentLocation,
    @Nullable Instant lastModified,
    Instant fetchedAt,
    List<String> links) {

  public Document {
    links = List.copyOf(links);
  }

  /** A document without Link. */
  public Document(
      URI url,
      byte[] body,
      @Nullable String contentType,
      @Nullable String contentLocation,
      @Nullable Instant lastModified,
      Instant fetchedAt) {
    this(url, body, contentType, contentLocation, lastModified, fetchedAt, List.of());
  }
}
