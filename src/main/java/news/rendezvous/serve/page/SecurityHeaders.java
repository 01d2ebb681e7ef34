package news.rendezvous.serve.page;

import jakarta.ws.rs.core.HttpHeaders;
import java.util.Map;

/** Security headers of the pages, besides those of every response. */
final class SecurityHeaders {

  // CSP Level 3: all is forbidden that is not named. Pictures and media are on publishers' hosts.
  private static final String CONTENT =
      String.join(
          "; ",
          "default-src 'none'",
          "script-src 'self'",
          "style-src 'self'",
          "connect-src 'self'",
          "img-src 'self' https: http:",
          "media-src https: http:",
          "form-action 'self'",
          "base-uri 'none'",
          "frame-ancestors 'none'",
          // Trusted Types: scripts cannot create HTML from strings.
          "require-trusted-types-for 'script'",
          "trusted-types 'none'");

  /** All headers; caches revalidate each time. */
  static final Map<String, String> HEADERS =
      Map.of(
          "Content-Security-Policy",
          CONTENT,
          "Cross-Origin-Opener-Policy",
          "same-origin",
          HttpHeaders.CACHE_CONTROL,
          "no-cache");

  private SecurityHeaders() {}
}
