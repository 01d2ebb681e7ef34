package news.rendezvous.fetch;

import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a source answered: bytes, and what HTTP says of them.
 *
 * @param url where it was found, after redirects
 * @param body decoded from any content coding, not from its charset
 * @param contentType value of Content-Type as it came
 * @param contentLocation value of Content-Location as it came
 * @param lastModified Last-Modified, where it is a date
 * @param fetchedAt when the response was complete
 */
public record Document(
    URI url,
    byte[] body,
    @Nullable String contentType,
    @Nullable String contentLocation,
    @Nullable Instant lastModified,
    Instant fetchedAt) {}
