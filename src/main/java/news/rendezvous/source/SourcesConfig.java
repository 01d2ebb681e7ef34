package news.rendezvous.source;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;
import jakarta.validation.constraints.PositiveOrZero;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/** Sources that the configuration brings; they win over the topic at every start. */
@ConfigMapping(prefix = "rendezvous.sources")
public interface SourcesConfig {

  /** Sources by id. */
  @WithParentName
  Map<String, Definition> byId();

  /** One source. */
  interface Definition {

    /** Address of the feed. */
    String url();

    /** Title to show in place of the feed's own. */
    Optional<String> title();

    /** Edition to use in place of the language's. */
    Optional<String> edition();

    /** BCP 47 tag to assume where the feed gives none. */
    Optional<String> language();

    /** Zone of dates that come without one, such as {@code Asia/Shanghai}. */
    Optional<String> zone();

    /** Time between two polls, in place of {@code rendezvous.poll.interval}. */
    Optional<@DurationMin(millis = 1) @DurationMax(days = 365) Duration> interval();

    /**
     * Base of relative getUrls references; without it the end point that answered before is asked,
     * else the directories of item and feed and the roots of their hosts.
     */
    Optional<String> linksBase();

    /**
     * Older pages of the feed to follow at the first poll, where it has some; at most {@code
     * rendezvous.poll.max-backfill}.
     */
    @WithDefault("0")
    @PositiveOrZero
    int backfill();
  }
}
