package news.rendezvous.view;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Bounds of what is served. */
@ConfigMapping(prefix = "rendezvous.view")
interface ViewConfig {

  /** Most items held; the oldest leave first. */
  @WithDefault("20000")
  int maxItems();

  /** Greatest age of the newest record of an item. */
  @WithDefault("30d")
  Duration maxAge();
}
