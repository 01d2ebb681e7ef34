package news.rendezvous.serve.http;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Positive;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;

/** Feeds and their caches. */
@ConfigMapping(prefix = "rendezvous.serve")
public interface ServeConfig {

  /** Title of the feeds of the whole stream. */
  @WithDefault("Rendezvous")
  String title();

  /** Description of the feeds of the whole stream. */
  @WithDefault("The stories of all sources, each of them once")
  String description();

  /** Items in a document without the parameter {@code limit}. */
  @WithDefault("50")
  @Positive
  int defaultLimit();

  /** Maximum of the parameter {@code limit}. */
  @WithDefault("500")
  @Positive
  int maxLimit();

  /**
   * Maximum bytes of the records of the items in a document together; the rest is on the next page.
   */
  @WithDefault("4M")
  MemorySize maxDocument();

  /** Memory for cached items of RSS, and the same again for Atom. */
  @WithDefault("16M")
  MemorySize fragments();

  /** Maximum references in one request to {@code /getUrls}. */
  @WithDefault("50")
  @Positive
  int maxReferences();

  /** Recommended poll interval, the {@code ttl} of RSS. */
  @WithDefault("5m")
  @DurationMin(minutes = 1)
  Duration ttl();

  /** Memory for cached responses and documents without their bodies. */
  @WithDefault("8M")
  MemorySize requests();

  /** Memory for cached bodies, plain and compressed. */
  @WithDefault("32M")
  MemorySize documents();

  /** Memory for what documents listed that were served lately, for deltas (RFC 3229). */
  @WithDefault("4M")
  MemorySize deltas();

  /** Freshness lifetime of feeds, the {@code max-age} of {@code Cache-Control}. */
  @WithDefault("10s")
  @DurationMin
  Duration freshness();
}
