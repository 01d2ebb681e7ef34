package news.rendezvous.kafka.client;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import org.apache.kafka.common.KafkaException;

/** Retries of a write that nobody else would repeat, with exponential backoff. */
public final class WriteRetry {

  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofSeconds(30);

  private WriteRetry() {}

  /** Writes until Kafka takes it; any other failure is passed on. */
  public static <T> Uni<T> untilTaken(Uni<T> write) {
    return write.onFailure(KafkaException.class).retry().withBackOff(FIRST, LONGEST).indefinitely();
  }
}
