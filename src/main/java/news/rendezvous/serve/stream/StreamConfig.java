package news.rendezvous.serve.stream;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Positive;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;

/** The live stream. */
@ConfigMapping(prefix = "rendezvous.stream")
public interface StreamConfig {

  /** Time between two heartbeats on a connection. */
  @WithDefault("15s")
  @DurationMin(millis = 1)
  Duration heartbeat();

  /** Events that are queued for a client; one whose queue is full is disconnected. */
  @WithDefault("256")
  @Positive
  int buffer();

  /** Concurrent streams of one client address. */
  @WithDefault("20")
  @Positive
  int connectionsPerAddress();

  /** Threads that read older records for resumed streams. */
  @WithDefault("2")
  @Positive
  int replays();

  /** Time that a burst waits for clients whose queue is more than half full. */
  @WithDefault("200ms")
  @DurationMin
  Duration patience();
}
