package news.rendezvous.kafka.topic;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.Optional;
import java.util.function.Supplier;
import news.rendezvous.kafka.client.KafkaAccess;
import news.rendezvous.kafka.client.KafkaFailure;
import news.rendezvous.kafka.client.BackgroundWork;
import org.apache.kafka.common.KafkaException;

/**
 * Collaborators that all readers and writers of topics share.
 *
 * @param diskShortage the reason why nothing may be written to the embedded broker now
 */
public record TopicContext(
    KafkaAccess kafka,
    TopicWatch watch,
    Supplier<Optional<String>> diskShortage,
    BackgroundWork work,
    PoisonRecords poison,
    MeterRegistry metrics) {

  /** The exception with which a record for a topic is refused; empty where it may be sent. */
  public Optional<KafkaException> refusal(String topic) {
    Optional<KafkaException> full = diskShortage.get().map(KafkaFailure.DiskFullException::new);
    return full.isPresent() ? full : watch.refusal(topic);
  }
}
