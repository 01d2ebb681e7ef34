package news.rendezvous.admin.authentication;

import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.regex.Pattern;
import news.rendezvous.admin.authentication.OidcAuthenticator.Verdict;
import news.rendezvous.serve.http.problem.Problem;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveContainerRequestContext;
import org.jspecify.annotations.Nullable;

/** Bearer token authentication (RFC 6750 section 2.1) of {@code /admin}. */
public class BearerTokenFilter {

  private static final Logger LOG = Logger.getLogger(BearerTokenFilter.class);

  // As JAX-RS matches paths: matrix parameters, such as /admin;x/sources, are no part of them.
  private static final Pattern ADMIN =
      Pattern.compile("(/|;[^/]*)*admin(;[^/]*)?(/.*)?", Pattern.DOTALL);

  private static final String SCHEME = "Bearer ";
  private static final String CHALLENGE = "Bearer realm=\"rendezvous\"";

  private final AdminToken token;
  private final OidcAuthenticator oidc;
  private final RefusalLog log;
  private final FailureRateLimiter limiter;

  @Inject
  BearerTokenFilter(
      AdminToken token,
      OidcAuthenticator oidc,
      RefusalLog log,
      AuthenticationConfig config,
      InstantSource clock) {
    this.token = token;
    this.oidc = oidc;
    this.log = log;
    this.limiter = new FailureRateLimiter(config, clock);
  }

  /** A request to {@code /admin}, which passes unless it is aborted. */
  private record Admission(ResteasyReactiveContainerRequestContext request, String client) {}

  /** Refuses an unauthenticated request. Before matching, so that no path is revealed. */
  @ServerRequestFilter(preMatching = true)
  public void check(ResteasyReactiveContainerRequestContext request, HttpServerRequest http) {
    if (isAdmin(request.getUriInfo().getPath())) {
      check(
          new Admission(request, http.remoteAddress().hostAddress()),
          request.getHeaderString(HttpHeaders.AUTHORIZATION));
    }
  }

  private static boolean isAdmin(String path) {
    return ADMIN.matcher(path).matches();
  }

  private void check(Admission admission, @Nullable String authorization) {
    Optional<String> bearer = bearer(authorization);
    if (!token.isSet() && !oidc.isConfigured()) {
      refuse(
          admission,
          Refusal.CLOSED,
          Problem.of(
                  503,
                  "Administration is closed until rendezvous.admin.token (RENDEZVOUS_ADMIN_TOKEN) is set.")
              .toResponse());
    } else if (bearer.isEmpty()) {
      refuse(
          admission,
          Refusal.MISSING,
          challenge(
              401,
              "Administration needs the header Authorization: Bearer, and the token behind it.",
              null));
    } else if (!token.matches(bearer.get())) {
      checkWithProvider(admission, bearer.get());
    }
  }

  // RFC 9110 section 11.1: the scheme is compared without case.
  private static Optional<String> bearer(@Nullable String authorization) {
    return Optional.ofNullable(authorization)
        .filter(value -> value.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
        .map(value -> value.substring(SCHEME.length()).strip())
        .filter(value -> !value.isEmpty());
  }

  // The request goes on, or is answered, once the provider's keys have been read.
  private void checkWithProvider(Admission admission, String bearer) {
    if (!oidc.isConfigured()) {
      refuseWrong(admission, "Administration has another token than the one that was sent.");
      return;
    }
    admission.request().suspend();
    oidc.check(bearer)
        .subscribe()
        .with(
            verdict -> {
              answer(admission, verdict);
              admission.request().resume();
            },
            failure -> {
              LOG.error("A token could not be checked", failure);
              admission.request().resume(failure);
            });
  }

  private void answer(Admission admission, Verdict verdict) {
    if (verdict instanceof Verdict.Refused refused) {
      refuseWrong(admission, "The token was not accepted: " + refused.reason() + ".");
    } else if (verdict instanceof Verdict.WithoutRole) {
      refuse(
          admission,
          Refusal.FORBIDDEN,
          challenge(
              403,
              "Administration needs the role admin, which the token does not have.",
              "insufficient_scope"));
    } else if (!(verdict instanceof Verdict.Accepted)) { // fails closed
      refuse(
          admission,
          Refusal.UNCHECKED,
          Problem.unavailable(
              "The token cannot be checked: the OpenID Connect provider (quarkus.oidc.auth-server-url) does not answer."));
    }
  }

  private void refuseWrong(Admission admission, String detail) {
    limiter
        .fail(admission.client())
        .ifPresentOrElse(
            wait -> refuse(admission, Refusal.THROTTLED, tooMany(wait)),
            () -> refuse(admission, Refusal.WRONG, challenge(401, detail, "invalid_token")));
  }

  private void refuse(Admission admission, Refusal refusal, Response response) {
    log.add(refusal, admission.client());
    admission.request().abortWith(response);
  }

  private static Response tooMany(Duration wait) {
    Response problem =
        Problem.of(429, "Too many wrong tokens came from this address.").toResponse();
    return Response.fromResponse(problem)
        .header(HttpHeaders.RETRY_AFTER, Math.max(1, wait.plusMillis(999).toSeconds()))
        .build();
  }

  // RFC 6750 section 3: no error code without a token.
  private static Response challenge(int status, String detail, @Nullable String error) {
    Response problem = Problem.of(status, detail).toResponse();
    String challenge = error == null ? CHALLENGE : CHALLENGE + ", error=\"" + error + '"';
    return Response.fromResponse(problem).header(HttpHeaders.WWW_AUTHENTICATE, challenge).build();
  }
}
