package news.rendezvous.ingest.resolve;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import java.time.Duration;
import news.rendezvous.ingest.resolve.answer.AnswerConfig;
import news.rendezvous.ingest.resolve.cache.AnswerCacheConfig;
import org.hibernate.validator.constraints.time.DurationMin;

/** Configuration of the resolve stage; the keys of its rooms are inherited. */
@ConfigMapping(prefix = "rendezvous.resolve")
public interface ResolveConfig extends AnswerConfig, AnswerCacheConfig {

  /**
   * Longest wait of an entry for its references; a later answer becomes a new revision. After one
   * entry of a document has waited in vain the others do not wait.
   */
  @WithName("wait")
  @WithDefault("5s")
  @DurationMin
  Duration patience();

  /** Most references in flight, over all hosts; each host has its fetch budget besides. */
  @WithDefault("16")
  @Positive
  int concurrency();

  /** Most references queued for one host; more stay unresolved and are requested later. */
  @WithDefault("500")
  @Positive
  int maxWaitingPerHost();

  /** Most references of one source in the queues. */
  @WithDefault("200")
  @Positive
  int maxWaitingPerSource();

  /** Most references in all queues. */
  @WithDefault("5000")
  @Positive
  int maxWaiting();

  /**
   * Most references that an item lists; the first stay. The others are answered by the service's
   * own getUrls.
   */
  @WithDefault("50")
  @PositiveOrZero
  int maxListed();

  /** Shortest time between two warnings that an end point of one host fails. */
  @WithDefault("1h")
  @DurationMin
  Duration warnAgain();

  /** Most hosts of end points that the metric names; those after them are {@code other}. */
  @WithDefault("50")
  @PositiveOrZero
  int maxMeteredHosts();
}
