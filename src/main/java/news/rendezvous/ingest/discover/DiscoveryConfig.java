package news.rendezvous.ingest.discover;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.hibernate.validator.constraints.time.DurationMin;

/** Configuration of feed autodiscovery. */
@ConfigMapping(prefix = "rendezvous.discover")
public interface DiscoveryConfig {

  /**
   * Paths that are requested one after the other, until one is a feed, at the host of a page that
   * announces none.
   */
  @WithDefault("/feed,/rss.xml,/atom.xml,/feed.json,/index.xml")
  Optional<List<String>> wellKnownPaths();

  /** Timeout of all requests for these paths. */
  @WithDefault("15s")
  @DurationMin(millis = 1)
  Duration wellKnownTimeout();
}
