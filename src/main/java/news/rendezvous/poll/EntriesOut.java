package news.rendezvous.poll;

import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import news.rendezvous.broker.TopicClients;
import news.rendezvous.broker.Topics;
import news.rendezvous.item.Dispatch;
import news.rendezvous.item.Json;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.OnOverflow;

/** The messaging channel to the entries topic, for all that the writer of an edition is told. */
@ApplicationScoped
public class EntriesOut {

  private final MutinyEmitter<byte[]> channel;
  private final TopicClients clients;
  private final String topic;
  private final long largest;

  // Unbounded, because senders are bounded: each waits for the acknowledgements of what it sent.
  @Inject
  EntriesOut(
      @Channel("entries") @OnOverflow(OnOverflow.Strategy.UNBOUNDED_BUFFER)
          MutinyEmitter<byte[]> channel,
      TopicClients clients,
      Topics topics,
      PollConfig config) {
    this.channel = channel;
    this.clients = clients;
    this.topic = topics.entries();
    this.largest = config.maxEntrySize().asLongValue();
  }

  /**
   * Sends something, keyed by its edition; completes when the broker has acknowledged it, and fails
   * with a {@link RecordTooLargeException} for what would never be, else with another {@link
   * KafkaException}: whatever the reason, it is no fault of the source.
   */
  public Uni<Void> send(Dispatch dispatch) {
    byte[] record = Json.encode(dispatch);
    if (record.length > largest) {
      return Uni.createFrom()
          .failure(
              new RecordTooLargeException(
                  "%d bytes are more than the %d of a record".formatted(record.length, largest)));
    }
    Optional<KafkaException> refusal = refusal();
    return refusal.isPresent()
        ? Uni.createFrom().failure(refusal.get())
        : channel
            .sendMessage(
                Message.of(record)
                    .addMetadata(
                        OutgoingKafkaRecordMetadata.<String>builder()
                            .withKey(dispatch.edition())
                            .build()))
            .onFailure(failure -> !(failure instanceof KafkaException))
            .transform(failure -> new KafkaException(failure.getMessage(), failure));
  }

  /** Why nothing could be sent now; empty where nothing is known against it. */
  Optional<KafkaException> refusal() {
    return clients.refusal(topic);
  }
}
