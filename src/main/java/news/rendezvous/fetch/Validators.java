package news.rendezvous.fetch;

import org.jspecify.annotations.Nullable;

/**
 * The validators of a representation (RFC 9110 section 8.8), opaque: they go back exactly as they
 * came, quotes and {@code W/} included. One that no header can carry (RFC 9110 section 5.5: CR, LF
 * and other controls) is none, so that it is never stored and never sent.
 *
 * @param etag value of ETag
 * @param lastModified value of Last-Modified
 */
public record Validators(@Nullable String etag, @Nullable String lastModified) {

  public static final Validators NONE = new Validators(null, null);

  public Validators {
    etag = Headers.isSafe(etag) ? etag : null;
    lastModified = Headers.isSafe(lastModified) ? lastModified : null;
  }

  /**
   * These after a 304 that carries others (RFC 9111 section 4.3.4): what it names replaces what was
   * stored, what it lacks stays.
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
