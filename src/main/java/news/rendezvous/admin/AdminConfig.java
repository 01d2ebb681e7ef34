package news.rendezvous.admin;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Positive;
import java.util.Optional;

/** Authentication and limits of the admin API. */
@ConfigMapping(prefix = "rendezvous.admin")
public interface AdminConfig {

  /**
   * Bearer token of {@code /admin} (RFC 6750). By default one is generated with the embedded broker
   * and stored in the data directory; with any other broker {@code /admin} responds 503.
   */
  Optional<String> token();

  /**
   * Maximum number of feeds in an OPML document; one with more is refused as a whole. Its size is
   * limited by {@code quarkus.http.limits.max-body-size}.
   */
  @WithDefault("2000")
  @Positive
  int maxOutlines();
}
