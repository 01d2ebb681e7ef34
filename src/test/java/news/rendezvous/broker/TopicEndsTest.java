package news.rendezvous.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TopicEndsTest {

  private static final String TOPIC = "ends";

  @TempDir Path dir;

  @Test
  void findsTheLastRecordThatAReaderOfCommittedOnesWillSee() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(dir, 0)) {
      KafkaAccess kafka = new KafkaAccess(Map.of("bootstrap.servers", broker.bootstrapServers()));
      createTopic(kafka);
      try (Producer<String, String> producer = transactional(kafka)) {
        send(producer, 0, 2, true); // offsets 0 and 1, then the marker
        send(producer, 0, 400, false); // more than is looked at first
        send(producer, 1, 1, false);
        send(producer, 2, 1, true);
      }

      Map<Integer, Long> ends = new TopicEnds(kafka).lastVisible(TOPIC);

      assertThat(ends).containsOnly(Map.entry(0, 1L), Map.entry(2, 0L));
    }
  }

  private static void createTopic(KafkaAccess kafka) throws Exception {
    try (Admin admin = Admin.create(kafka.properties())) {
      admin
          .createTopics(List.of(new NewTopic(TOPIC, Optional.of(4), Optional.empty())))
          .all()
          .get();
    }
  }

  private static Producer<String, String> transactional(KafkaAccess kafka) {
    Map<String, Object> settings = kafka.settings();
    settings.put("transactional.id", "test");
    Producer<String, String> producer =
        new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
    producer.initTransactions();
    return producer;
  }

  private static void send(
      Producer<String, String> producer, int partition, int count, boolean commit) {
    producer.beginTransaction();
    for (int n = 0; n < count; n++) {
      producer.send(new ProducerRecord<>(TOPIC, partition, "key", "value"));
    }
    if (commit) {
      producer.commitTransaction();
    } else {
      producer.flush();
      producer.abortTransaction();
    }
  }
}
