package news.rendezvous.poll;

import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import news.rendezvous.item.Dispatch;
import news.rendezvous.item.Json;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.OnOverflow;

/** The messaging channel to the entries topic, for all that the writer of an edition is told. */
@ApplicationScoped
public class EntriesOut {

  private final MutinyEmitter<byte[]> channel;
  private final long largest;

  // Unbounded, because senders are bounded: each waits for the acknowledgements of what it sent.
  @Inject
  EntriesOut(
      @Channel("entries") @OnOverflow(OnOverflow.Strategy.UNBOUNDED_BUFFER)
          MutinyEmitter<byte[]> channel,
      PollConfig config) {
    this.channel = channel;
    this.largest = config.maxEntrySize().asLongValue();
  }

  /**
   * Sends something, keyed by its edition; completes when the broker has acknowledged it, and fails
   * with a {@link RecordTooLargeException} for what would never be.
   */
  public Uni<Void> send(Dispatch dispatch) {
    byte[] record = Json.encode(dispatch);
    if (record.length > largest) {
      return Uni.createFrom()
          .failure(
              new RecordTooLargeException(
                  "%d bytes are more than the %d of a record".formatted(record.length, largest)));
    }
    return channel.sendMessage(
        Message.of(record)
            .addMetadata(
                OutgoingKafkaRecordMetadata.<String>builder().withKey(dispatch.edition()).build()));
  }
}
