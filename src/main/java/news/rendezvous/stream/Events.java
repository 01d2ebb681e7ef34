package news.rendezvous.stream;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.Optional;
import news.rendezvous.broker.PoisonRecords;
import news.rendezvous.view.Held;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Makes events of records, and sets aside what cannot be one. */
@ApplicationScoped
class Events {

  private final PoisonRecords poison;

  @Inject
  Events(PoisonRecords poison) {
    this.poison = poison;
  }

  /** The event of a record that was decoded; its item is null for a withdrawal. */
  Optional<StreamEvent> of(ConsumerRecord<String, byte[]> record, @Nullable Held held) {
    try {
      return Optional.of(StreamEvent.of(record, held));
    } catch (IOException e) {
      poison.setAside(record.topic(), record.partition(), record.offset(), e);
      return Optional.empty();
    }
  }

  /** The event of a record as it was read. */
  Optional<StreamEvent> of(ConsumerRecord<String, byte[]> record) {
    try {
      return Optional.of(StreamEvent.of(record));
    } catch (IOException | RuntimeException e) { // a stream must not end at one record
      poison.setAside(record.topic(), record.partition(), record.offset(), e);
      return Optional.empty();
    }
  }
}
