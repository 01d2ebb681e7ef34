package news.rendezvous.ingest.icon;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Positive;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;

/** Configuration of the icons of sources. */
@ConfigMapping(prefix = "rendezvous.icons")
public interface IconConfig {

  /** Fetches icons and shows them. */
  @WithDefault("true")
  boolean enabled();

  /** Maximum size of an icon. */
  @WithDefault("64K")
  MemorySize maxSize();

  /** Maximum part of a home page that is read to find the icon it announces. */
  @WithDefault("256K")
  MemorySize maxPage();

  /** Memory for cached icons; the least used are evicted first. */
  @WithDefault("8M")
  MemorySize memory();

  /** Time after which an icon is fetched again. */
  @WithDefault("7d")
  @DurationMin(seconds = 1)
  Duration timeToLive();

  /** Minimum time between two attempts to fetch the icon of a source, successful or not. */
  @WithDefault("1d")
  @DurationMin(seconds = 1)
  Duration minInterval();

  /** Maximum concurrent fetches of icons, over all hosts; each host has its own budget. */
  @WithDefault("4")
  @Positive
  int concurrency();

  /** Timeout of one fetch, redirects included. */
  @WithDefault("5s")
  @DurationMin(millis = 1)
  Duration timeout();

  /** Timeout of a request for an icon that is being fetched; then it is answered 404. */
  @WithDefault("2s")
  @DurationMin(millis = 1)
  Duration requestTimeout();
}
