package news.rendezvous.stream;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Positive;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;

/** The live stream. */
@ConfigMapping(prefix = "rendezvous.stream")
public interface StreamConfig {

  /** Time between two signs of life on a connection. */
  @WithDefault("15s")
  @DurationMin(millis = 1)
  Duration heartbeat();

  /** Events that may wait for a reader; one that lets more pile up is disconnected. */
  @WithDefault("256")
  @Positive
  int buffer();

  /** Streams that one address may have open. */
  @WithDefault("20")
  @Positive
  int connectionsPerAddress();

  /** How many resumed streams are read their history from the topic at the same time. */
  @WithDefault("2")
  @Positive
  int replays();

  /** How long a burst is held back for readers whose buffer is more than half full. */
  @WithDefault("200ms")
  @DurationMin
  Duration patience();
}
