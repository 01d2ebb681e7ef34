package news.rendezvous.admin;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** Authentication of the admin API. */
@ConfigMapping(prefix = "rendezvous.admin")
public interface AdminConfig {

  /**
   * Bearer token of {@code /admin} (RFC 6750). By default one is generated with the embedded broker
   * and stored in the data directory; with any other broker {@code /admin} responds 503.
   */
  Optional<String> token();
}
