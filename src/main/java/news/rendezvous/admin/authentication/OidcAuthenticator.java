package news.rendezvous.admin.authentication;

import io.quarkus.oidc.AccessTokenCredential;
import io.quarkus.oidc.OIDCException;
import io.quarkus.oidc.TenantIdentityProvider;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jose4j.jwt.consumer.ErrorCodes;
import org.jose4j.jwt.consumer.InvalidJwtException;

/** Verifies access tokens of an OpenID Connect provider, and that they have the role. */
@ApplicationScoped
class OidcAuthenticator {

  private static final Logger LOG = Logger.getLogger(OidcAuthenticator.class);
  private static final String ROLE = "admin";

  private static final String UNKNOWN =
      "it is neither the configured token nor an access token that the OpenID Connect provider"
          + " signed for this service and time; get a new one from the provider";

  private static final String ISSUER =
      "its issuer (iss) is not the OpenID Connect provider of this service; get one from the"
          + " provider at quarkus.oidc.auth-server-url";

  private static final String AUDIENCE =
      "it is for another audience (aud) than quarkus.oidc.token.audience; get one for this service";

  private static final String TIME =
      "it is not valid yet; compare the clocks of the OpenID Connect provider and this service";

  private static final String EXPIRY = "it has no time of expiry (exp); get another one";

  /** Reasons by the error code of the failed validation. */
  private static final Map<Integer, String> REASONS =
      Map.of(
          ErrorCodes.EXPIRED, "it has expired; get a new one from the OpenID Connect provider",
          ErrorCodes.EXPIRATION_MISSING, EXPIRY,
          ErrorCodes.NOT_YET_VALID, TIME,
          ErrorCodes.ISSUED_AT_INVALID_FUTURE, TIME,
          ErrorCodes.ISSUER_INVALID, ISSUER,
          ErrorCodes.ISSUER_MISSING, ISSUER,
          ErrorCodes.AUDIENCE_INVALID, AUDIENCE,
          ErrorCodes.AUDIENCE_MISSING, AUDIENCE);

  private final TenantIdentityProvider provider;
  private final boolean configured;

  @Inject
  OidcAuthenticator(
      TenantIdentityProvider provider,
      @ConfigProperty(name = "quarkus.oidc.tenant-enabled") boolean configured) {
    this.provider = provider;
    this.configured = configured;
  }

  /** Result of a check. */
  sealed interface Verdict {

    record Accepted() implements Verdict {}

    /**
     * Not accepted.
     *
     * @param reason for the sender, without anything of the token
     */
    record Refused(String reason) implements Verdict {}

    record WithoutRole() implements Verdict {}

    record ProviderUnavailable() implements Verdict {}
  }

  boolean isConfigured() {
    return configured;
  }

  /** Verifies signature, issuer, time and audience as {@code quarkus.oidc.*} says, and the role. */
  Uni<Verdict> check(String token) {
    return provider
        .authenticate(new AccessTokenCredential(token))
        .map(OidcAuthenticator::verdict)
        .onFailure()
        .recoverWithItem(OidcAuthenticator::verdict);
  }

  private static Verdict verdict(SecurityIdentity identity) {
    if (identity.isAnonymous()) {
      return new Verdict.Refused(UNKNOWN);
    }
    return identity.hasRole(ROLE) ? new Verdict.Accepted() : new Verdict.WithoutRole();
  }

  private static Verdict verdict(Throwable failure) {
    boolean unavailable =
        !(failure instanceof AuthenticationFailedException)
            || Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .anyMatch(OIDCException.class::isInstance);
    LOG.debugf(failure, "A token was not accepted: unavailable=%s", unavailable);
    return unavailable ? new Verdict.ProviderUnavailable() : new Verdict.Refused(reason(failure));
  }

  // The cause has the claim that the validation failed on; its own message has the whole payload.
  private static String reason(Throwable failure) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
        .flatMap(cause -> cause instanceof InvalidJwtException e ? Stream.of(e) : Stream.empty())
        .flatMap(invalid -> invalid.getErrorDetails().stream())
        .map(error -> REASONS.get(error.getErrorCode()))
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(UNKNOWN);
  }
}
