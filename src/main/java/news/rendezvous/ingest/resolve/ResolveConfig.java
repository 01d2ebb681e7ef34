package news.rendezvous.ingest.resolve;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import java.time.Duration;
import news.rendezvous.ingest.resolve.answer.AnswerReader.AnswerConfig;
import news.rendezvous.ingest.resolve.cache.AnswerCacheConfig;
import org.hibernate.validator.constraints.time.DurationMin;

/** Configuration of the resolve stage; the keys of its subpackages are inherited. */
@ConfigMapping(prefix = "rendezvous.resolve")
public interface ResolveConfig extends AnswerConfig, AnswerCacheConfig {

  /**
   * Timeout of an entry for its references; a later answer makes a new revision of the item. The
   * entries of a document share it: after the first timeout the others do not wait.
   */
  @WithName("wait")
  @WithDefault("5s")
  @DurationMin
  Duration entryTimeout();

  /** Maximum concurrent requests for references, over all hosts; each host has its own budget. */
  @WithDefault("16")
  @Positive
  int concurrency();

  /** Maximum references queued for one host; others stay unresolved and are requested later. */
  @WithDefault("500")
  @Positive
  int maxWaitingPerHost();

  /** Maximum queued references of one source. */
  @WithDefault("200")
  @Positive
  int maxWaitingPerSource();

  /** Maximum queued references in all. */
  @WithDefault("5000")
  @Positive
  int maxWaiting();

  /**
   * Maximum references in an item; the first are kept. The others are served by the service's own
   * getUrls only.
   */
  @WithDefault("50")
  @PositiveOrZero
  int maxListed();

  /** Minimum time between two warnings about failing end points of one host. */
  @WithDefault("1h")
  @DurationMin
  Duration warnAgain();

  /** Maximum hosts of end points as metric labels; further ones are labelled {@code other}. */
  @WithDefault("50")
  @PositiveOrZero
  int maxMeteredHosts();
}
