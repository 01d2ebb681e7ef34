package news.rendezvous.stream;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.Optional;
import news.rendezvous.broker.PoisonRecords;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Makes events of records, and sets aside what cannot be one. */
@ApplicationScoped
class Events {

  private final PoisonRecords poison;

  @Inject
  Events(PoisonRecords poison) {
    this.poison = poison;
  }

  Optional<StreamEvent> of(ConsumerRecord<String, byte[]> record) {
    try {
      return Optional.of(StreamEvent.of(record));
    } catch (IOException | RuntimeException e) { // a stream must not end at one record
      poison.setAside(record.topic(), record.partition(), record.offset(), e);
      return Optional.empty();
    }
  }
}
