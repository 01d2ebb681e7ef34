package news.rendezvous.consuming;

import io.smallrye.common.annotation.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Keeps the newest value of every item. */
@ApplicationScoped
public class NewsReader {

  private final Map<String, Optional<byte[]>> newest = new ConcurrentHashMap<>();

  @Incoming("news")
  @Blocking // for whatever the table is in truth; records of a partition stay in order
  void take(ConsumerRecord<String, byte[]> record) {
    newest.put(record.key(), Optional.ofNullable(record.value())); // no value: it was withdrawn
  }

  /** The newest value of an item; empty for one that was withdrawn, null for one not heard of. */
  public Optional<byte[]> newest(String id) {
    return newest.get(id);
  }
}
