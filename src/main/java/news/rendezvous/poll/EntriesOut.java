package news.rendezvous.poll;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Reception;
import jakarta.inject.Inject;
import java.util.Optional;
import news.rendezvous.broker.TopicClients;
import news.rendezvous.broker.TopicWriter;
import news.rendezvous.broker.Topics;
import news.rendezvous.item.Dispatch;
import news.rendezvous.item.Json;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;

/** Producer of the entries topic, for all that the writer of an edition is told. */
@ApplicationScoped
public class EntriesOut {

  private final TopicWriter writer;
  private final String topic;
  private final long largest;

  @Inject
  EntriesOut(TopicClients clients, Topics topics, PollConfig config) {
    this.writer = clients.writer();
    this.topic = topics.entries();
    this.largest = config.maxEntrySize().asLongValue();
  }

  /**
   * Sends something, keyed by its edition; completes when the broker has acknowledged it, and fails
   * with a {@link RecordTooLargeException} for what would never be, else with another {@link
   * KafkaException}.
   */
  public Uni<Void> send(Dispatch dispatch) {
    byte[] record = Json.encode(dispatch);
    if (record.length > largest) {
      return Uni.createFrom()
          .failure(
              new RecordTooLargeException(
                  "%d bytes are more than the %d of a record".formatted(record.length, largest)));
    }
    return writer.send(new ProducerRecord<>(topic, dispatch.edition(), record)).replaceWithVoid();
  }

  /** Why nothing could be sent now; empty where nothing is known against it. */
  Optional<KafkaException> refusal() {
    return writer.refusal(topic);
  }

  // After the polls have ended, before the embedded broker does.
  void stop(
      @Observes(notifyObserver = Reception.IF_EXISTS)
          @Priority(1_000)
          @BeforeDestroyed(ApplicationScoped.class)
          Object event) {
    writer.close();
  }
}
