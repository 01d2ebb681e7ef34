package news.rendezvous.poll;

import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import news.rendezvous.broker.DiskSpace;
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

  /** Bytes; Kafka takes 1 MiB, and an item grows by those that carry it too. */
  private static final int LARGEST = 768 * 1024;

  private final MutinyEmitter<byte[]> channel;
  private final DiskSpace disk;

  // Unbounded, because senders are bounded: each waits for the acknowledgements of what it sent.
  @Inject
  EntriesOut(
      @Channel("entries") @OnOverflow(OnOverflow.Strategy.UNBOUNDED_BUFFER)
          MutinyEmitter<byte[]> channel,
      DiskSpace disk) {
    this.channel = channel;
    this.disk = disk;
  }

  /**
   * Sends something, keyed by its edition; completes when the broker has acknowledged it, and fails
   * with a {@link RecordTooLargeException} for what would never be, and with a {@link
   * KafkaException} while the embedded broker's disk is full.
   */
  public Uni<Void> send(Dispatch dispatch) {
    byte[] record = Json.encode(dispatch);
    if (record.length > LARGEST) {
      return Uni.createFrom()
          .failure(
              new RecordTooLargeException(
                  "%d bytes are more than the %d of a record".formatted(record.length, LARGEST)));
    }
    Optional<String> shortage = disk.shortage();
    if (shortage.isPresent()) {
      return Uni.createFrom().failure(new KafkaException(shortage.get()));
    }
    return channel.sendMessage(
        Message.of(record)
            .addMetadata(
                OutgoingKafkaRecordMetadata.<String>builder().withKey(dispatch.edition()).build()));
  }
}
