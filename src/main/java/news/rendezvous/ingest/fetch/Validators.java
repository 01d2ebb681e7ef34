package news.rendezvous.ingest.fetch;

import news.rendezvous.ingest.fetch.http.HeaderFields;
import org.jspecify.annotations.Nullable;

/**
 * Validators of a representation (RFC 9110 section 8.8), opaque: sent back exactly as received,
 * quotes and {@code W/} included. A value with control characters, which no header can carry (RFC
 * 9110 section 5.5), is dropped, so that it is never stored and never sent.
 */
public record Validators(@Nullable String etag, @Nullable String lastModified) {

  public static final Validators NONE = new Validators(null, null);

  public Validators {
    etag = HeaderFields.isSafe(etag) ? etag : null;
    lastModified = HeaderFields.isSafe(lastModified) ? lastModified : null;
  }

  /**
   * Updates the stored validators by those of a 304 (RFC 9111 section 4.3.4); those that it lacks
   * stay.
   */
  Validators renewedBy(Validators fresh) {
    return new Validators(
        fresh.etag == null ? etag : fresh.etag,
        fresh.lastModified == null ? lastModified : fresh.lastModified);
  }

  public boolean isEmpty() {
    return etag == null && lastModified == null;
  }
}
