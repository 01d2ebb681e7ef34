package news.rendezvous.admin.authentication;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.PropertiesConfigSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * Default of {@code quarkus.oidc.tenant-enabled}: true where a provider or its key is configured.
 * Quarkus enables the tenant by default, and does not start without a provider.
 */
public class OidcActivation implements ConfigSourceFactory {

  private static final String NAME = "OpenID Connect, if it is configured";

  /** Less than all sources of an operator (SmallRye Config: from 110 for files in the jar). */
  private static final int ORDINAL = 10;

  @Override
  public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
    boolean configured =
        Stream.of("quarkus.oidc.auth-server-url", "quarkus.oidc.public-key")
            .map(context::getValue)
            .anyMatch(OidcActivation::isGiven);
    return List.of(
        new PropertiesConfigSource(
            Map.of("quarkus.oidc.tenant-enabled", String.valueOf(configured)), NAME, ORDINAL));
  }

  private static boolean isGiven(ConfigValue value) {
    return value != null && value.getValue() != null && !value.getValue().isBlank();
  }
}
