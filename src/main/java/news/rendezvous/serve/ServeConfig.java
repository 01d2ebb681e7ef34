package news.rendezvous.serve;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Positive;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;

/** How the stream is served. */
@ConfigMapping(prefix = "rendezvous.serve")
public interface ServeConfig {

  /** Title of the feeds of the whole stream. */
  @WithDefault("Rendezvous")
  String title();

  /** Description of the feeds of the whole stream. */
  @WithDefault("The stories of all sources, each of them once")
  String description();

  /** Items in a document where the client does not say. */
  @WithDefault("50")
  @Positive
  int defaultLimit();

  /** Most items in a document that a client may ask for. */
  @WithDefault("500")
  @Positive
  int maxLimit();

  /**
   * Most bytes that the records of the items in a document may have together; a document with fewer
   * items than were asked for leads to the rest.
   */
  @WithDefault("4M")
  MemorySize maxDocument();

  /** Most memory for ready-made pieces of RSS, and the same again for Atom. */
  @WithDefault("16M")
  MemorySize fragments();

  /** Most references that one request may ask for at {@code /getUrls}. */
  @WithDefault("50")
  @Positive
  int maxReferences();

  /** How long readers are advised to wait before they ask again, the {@code ttl} of RSS. */
  @WithDefault("5m")
  @DurationMin(minutes = 1)
  Duration ttl();

  /** Most memory for requests that are remembered so that they need not be read again. */
  @WithDefault("8M")
  MemorySize requests();

  /** Most memory for ready documents, plain and compressed. */
  @WithDefault("32M")
  MemorySize documents();

  /** How long caches may serve a feed without asking again. */
  @WithDefault("10s")
  @DurationMin
  Duration freshness();
}
