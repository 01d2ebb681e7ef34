package news.rendezvous.ingest.poll;

import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import news.rendezvous.item.Dispatch;
import news.rendezvous.item.Json;
import news.rendezvous.kafka.topic.TopicClients;
import news.rendezvous.kafka.topic.Topics;
import news.rendezvous.kafka.trace.PipelineTracing;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.header.Headers;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.OnOverflow;

/** Producer of the entries topic, over a messaging channel. */
@ApplicationScoped
public class EntriesProducer {

  private final MutinyEmitter<byte[]> channel;
  private final TopicClients clients;
  private final PipelineTracing tracing;
  private final String topic;
  private final long largest;

  // The buffer is bounded by the senders: each awaits the acknowledgements of its records.
  @Inject
  EntriesProducer(
      @Channel("entries") @OnOverflow(OnOverflow.Strategy.UNBOUNDED_BUFFER)
          MutinyEmitter<byte[]> channel,
      TopicClients clients,
      Topics topics,
      PipelineTracing tracing,
      PollConfig config) {
    this.channel = channel;
    this.clients = clients;
    this.topic = topics.entries();
    this.tracing = tracing;
    this.largest = config.maxEntrySize().asLongValue();
  }

  /** Sends a record that is a part of the current trace, if there is one. */
  public Uni<Void> send(Dispatch dispatch) {
    return send(dispatch, Context.current());
  }

  /**
   * Sends a record with its edition as the key. Completes when the broker has acknowledged it;
   * fails with a {@link RecordTooLargeException} if no retry can help, otherwise with another
   * {@link KafkaException}.
   *
   * @param trace the step that it is a part of
   */
  Uni<Void> send(Dispatch dispatch, Context trace) {
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
        : send(record, dispatch.edition(), trace)
            .onFailure(failure -> !(failure instanceof KafkaException))
            .transform(failure -> new KafkaException(failure.getMessage(), failure));
  }

  private Uni<Void> send(byte[] record, String edition, Context trace) {
    Context sending = tracing.begin("send entry", SpanKind.PRODUCER, trace);
    Headers headers = new ProducerRecord<String, byte[]>(topic, edition, record).headers();
    tracing.inject(sending, headers);
    return channel
        .sendMessage(
            Message.of(record)
                .addMetadata(
                    OutgoingKafkaRecordMetadata.<String>builder()
                        .withKey(edition)
                        .withHeaders(headers)
                        .build()))
        .onItemOrFailure()
        .invoke((done, failure) -> PipelineTracing.end(sending, failure));
  }

  /** The exception with which a record would be refused now; empty if it may be sent. */
  Optional<KafkaException> refusal() {
    return clients.refusal(topic);
  }
}
