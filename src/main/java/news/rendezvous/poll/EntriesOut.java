package news.rendezvous.poll;

import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import news.rendezvous.item.Entry;
import news.rendezvous.item.Json;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.OnOverflow;

/** The messaging channel to the entries topic. */
@ApplicationScoped
class EntriesOut {

  private final MutinyEmitter<byte[]> channel;

  // Unbounded, because polls are bounded: each waits for the acknowledgements of what it sent.
  @Inject
  EntriesOut(
      @Channel("entries") @OnOverflow(OnOverflow.Strategy.UNBOUNDED_BUFFER)
          MutinyEmitter<byte[]> channel) {
    this.channel = channel;
  }

  /** Sends an entry, keyed by its edition; completes when the broker has acknowledged it. */
  Uni<Void> send(Entry entry) {
    return channel.sendMessage(
        Message.of(Json.encode(entry))
            .addMetadata(
                OutgoingKafkaRecordMetadata.<String>builder().withKey(entry.edition()).build()));
  }
}
