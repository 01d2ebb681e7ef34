package news.rendezvous.admin.authentication;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import news.rendezvous.kafka.BrokerLifecycle;
import news.rendezvous.kafka.client.BrokerConfig;
import news.rendezvous.kafka.disk.AtomicFile;
import org.jboss.logging.Logger;

/** The bearer token of {@code /admin}: configured, else generated once and stored. */
@ApplicationScoped
class AdminToken {

  private static final Logger LOG = Logger.getLogger(AdminToken.class);
  private static final int BYTES = 24;

  /** NIST SP 800-63B section 3.1.1.2: the least length of a password. */
  private static final int SHORT = 8;

  private static final FileAttribute<?> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private final AuthenticationConfig config;
  private final OidcAuthenticator oidc;
  private final BrokerLifecycle broker;
  private final BrokerConfig brokerConfig;
  private volatile Optional<byte[]> token = Optional.empty();

  @Inject
  AdminToken(
      AuthenticationConfig config,
      OidcAuthenticator oidc,
      BrokerLifecycle broker,
      BrokerConfig brokerConfig) {
    this.config = config;
    this.oidc = oidc;
    this.broker = broker;
    this.brokerConfig = brokerConfig;
  }

  void start(@Observes StartupEvent event) {
    Optional<String> configured = config.token().map(String::strip).filter(t -> !t.isEmpty());
    configured
        .filter(value -> value.length() < SHORT)
        .ifPresent(
            value ->
                LOG.warnf(
                    "rendezvous.admin.token has fewer than %d characters and can be guessed: set a longer"
                        + " one, such as the output of openssl rand -hex 24",
                    SHORT));
    if (configured.isPresent() || broker.isEmbedded()) {
      String value = configured.orElseGet(this::generated);
      token = Optional.of(value.getBytes(StandardCharsets.UTF_8));
    } else if (!oidc.isConfigured()) {
      LOG.warn("No rendezvous.admin.token is set: /admin answers 503");
    }
  }

  // With the embedded broker only: replicas on another broker would each generate their own.
  private String generated() {
    Path file = brokerConfig.dataDir().resolve("admin-token").toAbsolutePath();
    try {
      String value = AtomicFile.readOrCreate(file, AdminToken::random, OWNER_ONLY);
      LOG.infof("The token for /admin is in %s", file);
      return value;
    } catch (IOException e) {
      throw new UncheckedIOException("the admin token cannot be kept in " + file, e);
    }
  }

  private static String random() {
    byte[] random = new byte[BYTES];
    new SecureRandom().nextBytes(random);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
  }

  /** False while neither configured nor generated. */
  boolean isSet() {
    return token.isPresent();
  }

  /** Compares in constant time. */
  boolean matches(String candidate) {
    return token
        .filter(t -> MessageDigest.isEqual(t, candidate.getBytes(StandardCharsets.UTF_8)))
        .isPresent();
  }
}
