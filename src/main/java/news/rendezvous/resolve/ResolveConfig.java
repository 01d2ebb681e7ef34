package news.rendezvous.resolve;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;

/** How references are asked for, and for how long the answers are remembered. */
@ConfigMapping(prefix = "rendezvous.resolve")
public interface ResolveConfig {

  /**
   * How long an entry waits for its references; what comes later is a new revision. After one entry
   * of a document has waited in vain the others do not wait.
   */
  @WithName("wait")
  @WithDefault("5s")
  @DurationMin
  Duration patience();

  /** Most references asked for at once, over all hosts; each host's share is its fetch budget. */
  @WithDefault("16")
  @Positive
  int concurrency();

  /** Most references that wait for one host; more are unresolved for now, and asked for later. */
  @WithDefault("500")
  @Positive
  int maxWaitingPerHost();

  /** Most references of one source that wait. */
  @WithDefault("200")
  @Positive
  int maxWaitingPerSource();

  /** Most references that wait in all. */
  @WithDefault("5000")
  @Positive
  int maxWaiting();

  /** Most of a body that is read, decoded; a longer one is cut. */
  @WithDefault("512K")
  MemorySize maxBody();

  /** Most URLs of one reference: it leads to a story, or to the few pictures of one. */
  @WithDefault("20")
  @Positive
  int maxUrls();

  /** Longest URL that a reference leads to, in characters; a longer one counts as none. */
  @WithDefault("8000")
  @Positive
  int maxUrl();

  /** Most answers remembered; those not asked for longest leave first. */
  @WithDefault("50000")
  @PositiveOrZero
  int maxRemembered();

  /** Most end points of which the answer about one reference is remembered. */
  @WithDefault("50")
  @Positive
  int maxEndPoints();

  /** Most sources remembered as those that need to know where one reference leads. */
  @WithDefault("50")
  @Positive
  int maxSources();

  /**
   * Most references that an item lists; the first stay. What the others lead to can be asked for at
   * the service's own getUrls.
   */
  @WithDefault("50")
  @PositiveOrZero
  int maxListed();

  /** How long a resolved reference is remembered. */
  @WithDefault("7d")
  @DurationMin(millis = 1)
  Duration rememberResolved();

  /** How long after an answer that there is nothing the next request comes at the earliest. */
  @WithDefault("1d")
  @DurationMin(millis = 1)
  Duration rememberAbsent();

  /** How long a reference that leads nowhere is asked for again. */
  @WithDefault("7d")
  @DurationMin(millis = 1)
  Duration askAbsentFor();

  /** Wait after the first failed request; it doubles with every further failure. */
  @WithDefault("30s")
  @DurationMin(millis = 1)
  Duration backoff();

  /** Longest wait after a failed request. */
  @WithDefault("1d")
  @DurationMin(millis = 1)
  Duration maxBackoff();

  /** Shortest time between two warnings that an end point of one host fails. */
  @WithDefault("1h")
  @DurationMin
  Duration warnAgain();

  /** Most hosts of end points that the metric names; those after them are {@code other}. */
  @WithDefault("50")
  @PositiveOrZero
  int maxMeteredHosts();
}
