package news.rendezvous.ingest.fetch;

import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Body of a feed and its representation metadata (RFC 9110 section 8).
 *
 * @param url the effective one, after redirects
 * @param body after content decoding; the charset is undecided
 * @param lastModified Last-Modified, if it is a date
 * @param fetchedAt time at which the response was complete
 */
public record Document(
    URI url,
    byte[] body,
    @Nullable String contentType,
    @Nullable String contentLocation,
    @Nullable Instant lastModified,
    Instant fetchedAt) {}
