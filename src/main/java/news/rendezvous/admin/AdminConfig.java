package news.rendezvous.admin;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** Authentication of the admin API. */
@ConfigMapping(prefix = "rendezvous.admin")
public interface AdminConfig {

  /**
   * The bearer token of {@code /admin}. Without it one is generated with the embedded broker and
   * kept in the data directory; with any other broker {@code /admin} answers 503.
   */
  Optional<String> token();
}
