package news.rendezvous.admin;

import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import news.rendezvous.serve.http.problem.Problem;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

/** Bearer token authentication (RFC 6750 section 2.1) of {@code /admin}. */
public class BearerTokenFilter {

  private static final String SCHEME = "Bearer ";

  private final AdminToken token;

  @Inject
  BearerTokenFilter(AdminToken token) {
    this.token = token;
  }

  /** Refuses an unauthenticated request. Before matching, so that no path is revealed. */
  @ServerRequestFilter(preMatching = true)
  public Optional<Response> refuse(ContainerRequestContext request) {
    String path = request.getUriInfo().getPath();
    return isAdmin(path)
        ? refusal(request.getHeaderString(HttpHeaders.AUTHORIZATION))
        : Optional.empty();
  }

  private static boolean isAdmin(String path) {
    String relative = path.startsWith("/") ? path.substring(1) : path;
    return relative.equals("admin") || relative.startsWith("admin/");
  }

  private Optional<Response> refusal(@Nullable String authorization) {
    if (!token.isSet()) {
      return Optional.of(
          Problem.of(
                  503,
                  "Administration is closed until rendezvous.admin.token (RENDEZVOUS_ADMIN_TOKEN) is set.")
              .toResponse());
    }
    // RFC 9110 section 11.1: the scheme is compared without case.
    boolean bearer =
        authorization != null && authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
    if (!bearer || authorization == null) {
      return Optional.of(
          challenge(
              "Bearer realm=\"rendezvous\"",
              "needs the header Authorization: Bearer, and the token behind it"));
    }
    return token.matches(authorization.substring(SCHEME.length()).strip())
        ? Optional.empty()
        : Optional.of(
            challenge(
                "Bearer realm=\"rendezvous\", error=\"invalid_token\"",
                "has another token than the one that was sent"));
  }

  private static Response challenge(String challenge, String reason) {
    Response problem = Problem.of(401, "Administration " + reason + ".").toResponse();
    return Response.fromResponse(problem).header(HttpHeaders.WWW_AUTHENTICATE, challenge).build();
  }
}
