package news.rendezvous.page;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Map;

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

  /** All that guards a page; caches ask again each time. */
  static final Map<String, String> HEADERS =
      Map.of(
          "Content-Security-Policy",
          CONTENT,
          "X-Content-Type-Options",
          "nosniff",
          "Referrer-Policy",
          "no-referrer",
          "Cross-Origin-Opener-Policy",
          "same-origin",
          HttpHeaders.CACHE_CONTROL,
          "no-cache");

  private Policy() {}

  /** The answer with all that guards it. */
  static Response guard(Response.ResponseBuilder answer) {
    HEADERS.forEach(answer::header);
    return answer.build();
  }
}
