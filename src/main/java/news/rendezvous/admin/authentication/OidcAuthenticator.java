package news.rendezvous.admin.authentication;

import io.quarkus.oidc.AccessTokenCredential;
import io.quarkus.oidc.OIDCException;
import io.quarkus.oidc.TenantIdentityProvider;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Objects;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Verifies access tokens of an OpenID Connect provider, and that they have the role. */
@ApplicationScoped
class OidcAuthenticator {

  private static final Logger LOG = Logger.getLogger(OidcAuthenticator.class);
  private static final String ROLE = "admin";

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
  enum Verdict {
    ACCEPTED,
    REFUSED,
    WITHOUT_ROLE,
    PROVIDER_UNAVAILABLE
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
      return Verdict.REFUSED;
    }
    return identity.hasRole(ROLE) ? Verdict.ACCEPTED : Verdict.WITHOUT_ROLE;
  }

  private static Verdict verdict(Throwable failure) {
    boolean unavailable =
        !(failure instanceof AuthenticationFailedException)
            || Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .anyMatch(OIDCException.class::isInstance);
    LOG.debugf(failure, "A token was not accepted: unavailable=%s", unavailable);
    return unavailable ? Verdict.PROVIDER_UNAVAILABLE : Verdict.REFUSED;
  }
}
