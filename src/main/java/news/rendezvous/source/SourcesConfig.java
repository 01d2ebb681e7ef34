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

/** Configured sources; at every start they override the topic. */
@ConfigMapping(prefix = "rendezvous.sources")
public interface SourcesConfig {

  /** Sources by id. */
  @WithParentName
  Map<String, Definition> byId();

  /** One source. */
  interface Definition {

    /** URL of the feed. */
    String url();

    /** Title; overrides that of the feed. */
    Optional<String> title();

    /** Edition; by default that of the language. */
    Optional<String> edition();

    /** BCP 47 tag of a feed that declares no language. */
    Optional<String> language();

    /** Zone of dates without one, such as {@code Asia/Shanghai}. */
    Optional<String> zone();

    /** Time between two polls, in place of {@code rendezvous.poll.interval}. */
    Optional<@DurationMin(millis = 1) @DurationMax(days = 365) Duration> interval();

    /**
     * Base URL of relative getUrls references; by default the end point that answered before, else
     * the directories of item and feed and the roots of their hosts.
     */
    Optional<String> linksBase();

    /**
     * Maximum number of older pages of the feed (RFC 5005) that are read after the first poll; at
     * most {@code rendezvous.poll.max-backfill}.
     */
    @WithDefault("0")
    @PositiveOrZero
    int backfill();
  }
}
