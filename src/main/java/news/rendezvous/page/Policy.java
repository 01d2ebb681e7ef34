package news.rendezvous.page;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

/** What a browser may do with a page. */
final class Policy {

  // CSP Level 3: nothing that is not named. Pictures and recordings are the publishers'.
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
          // Trusted Types: no script of ours makes HTML of a text, and none can be made to.
          "require-trusted-types-for 'script'",
          "trusted-types 'none'");

  private Policy() {}

  /** The answer with all that guards it; caches ask again each time. */
  static Response guard(Response.ResponseBuilder answer) {
    return answer
        .header("Content-Security-Policy", CONTENT)
        .header("X-Content-Type-Options", "nosniff")
        .header("Referrer-Policy", "no-referrer")
        .header("Cross-Origin-Opener-Policy", "same-origin")
        .header(HttpHeaders.CACHE_CONTROL, "no-cache")
        .build();
  }
}
