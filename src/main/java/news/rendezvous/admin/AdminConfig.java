package news.rendezvous.admin;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Positive;

/** Limits of the admin API. */
@ConfigMapping(prefix = "rendezvous.admin")
public interface AdminConfig {

  /**
   * Maximum number of feeds in an OPML document; one with more is refused as a whole. Its size is
   * limited by {@code quarkus.http.limits.max-body-size}.
   */
  @WithDefault("2000")
  @Positive
  int maxOutlines();

  /** Maximum number of webhooks of a view. */
  @WithDefault("20")
  @Positive
  int maxWebhooks();
}
