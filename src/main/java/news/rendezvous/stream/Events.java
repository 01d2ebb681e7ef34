package news.rendezvous.stream;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.Optional;
import news.rendezvous.broker.PoisonRecords;
import news.rendezvous.view.ItemRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Converts records into events; those that cannot be converted are set aside. */
@ApplicationScoped
class Events {

  private final PoisonRecords poison;

  @Inject
  Events(PoisonRecords poison) {
    this.poison = poison;
  }

  /** The event of a decoded record. */
  Optional<StreamEvent> of(ItemRecord record) {
    try {
      return Optional.of(StreamEvent.of(record));
    } catch (IOException e) {
      return setAside(record.raw(), e);
    }
  }

  /** Decodes a record and converts it. */
  Optional<StreamEvent> decode(ConsumerRecord<String, byte[]> record) {
    try {
      return Optional.of(StreamEvent.of(ItemRecord.decode(record)));
    } catch (IOException | RuntimeException e) { // one record must not end a stream
      return setAside(record, e);
    }
  }

  private Optional<StreamEvent> setAside(ConsumerRecord<?, ?> record, Exception reason) {
    poison.setAside(record.topic(), record.partition(), record.offset(), reason);
    return Optional.empty();
  }
}
