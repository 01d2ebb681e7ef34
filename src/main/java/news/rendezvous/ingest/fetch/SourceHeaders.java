package news.rendezvous.ingest.fetch;

import java.util.Map;
import java.util.TreeMap;
import news.rendezvous.source.Authorization;
import news.rendezvous.source.CredentialVault;
import news.rendezvous.source.Source;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * Request headers and credentials of a source. They are sent to its own origin (scheme, host and
 * port, RFC 6454 section 4) only: a redirect must not carry them elsewhere.
 */
final class SourceHeaders {

  static final SourceHeaders NONE = new SourceHeaders(null, Map.of(), null);

  private final @Nullable HttpUrl own;
  private final Map<String, String> headers;
  private final @Nullable String authorization;

  private SourceHeaders(
      @Nullable HttpUrl own, Map<String, String> headers, @Nullable String authorization) {
    this.own = own;
    this.headers = headers;
    this.authorization = authorization;
  }

  /** The headers of a source, or the reason why its credentials cannot be decrypted. */
  sealed interface Opening {

    record Opened(SourceHeaders headers) implements Opening {}

    record Unreadable(String reason) implements Opening {}
  }

  static Opening open(Source source, CredentialVault vault) {
    HttpUrl url = source.url().parsed().orElse(null);
    Authorization stored = source.authorization();
    if (stored == null) {
      return new Opening.Opened(new SourceHeaders(url, source.headers(), null));
    }
    CredentialVault.Opened opened = vault.open(stored, source);
    return opened instanceof CredentialVault.Opened.Value value
        ? new Opening.Opened(new SourceHeaders(url, source.headers(), value.text()))
        : new Opening.Unreadable(((CredentialVault.Opened.Unreadable) opened).reason());
  }

  /** Adds them to the headers of a request, in place of equal names. */
  Map<String, String> addTo(Map<String, String> defaults, HttpUrl url) {
    if (!isOwn(url)) {
      return defaults;
    }
    Map<String, String> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    all.putAll(defaults);
    all.putAll(headers);
    if (authorization != null) {
      all.put("Authorization", authorization);
    }
    return all;
  }

  private boolean isOwn(HttpUrl url) {
    return own != null
        && own.scheme().equals(url.scheme())
        && own.host().equals(url.host())
        && own.port() == url.port();
  }

  /** Use of the credentials in a request. */
  enum Credentials {
    NONE,
    SENT,
    /** The request goes to another origin. */
    WITHHELD
  }

  Credentials credentials(HttpUrl url) {
    if (authorization == null) {
      return Credentials.NONE;
    }
    return isOwn(url) ? Credentials.SENT : Credentials.WITHHELD;
  }
}
