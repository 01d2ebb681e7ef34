package news.rendezvous.kafka.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import news.rendezvous.kafka.SharedBroker;
import news.rendezvous.kafka.TestBroker;
import news.rendezvous.kafka.client.BackgroundTask;
import news.rendezvous.kafka.client.BackgroundTask.State;
import news.rendezvous.kafka.client.KafkaAccess;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SharedBroker.class)
class TopicFollowerTest {

  private static final Duration WAIT = Duration.ofSeconds(30);

  private static Admin admin;

  private final KafkaAccess kafka = SharedBroker.kafka();
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private TopicClients clients = TestBroker.clients(kafka, metrics);
  private final Intake intake = new Intake();
  private String topic;
  private TopicFollower follower;

  /** Collects values, and throws for those that ask for it. */
  private static final class Intake implements TopicFollower.Handler {

    private final Queue<String> taken = new ConcurrentLinkedQueue<>();
    private final AtomicInteger readAgain = new AtomicInteger();
    private final AtomicInteger caughtUp = new AtomicInteger();
    private final CountDownLatch held = new CountDownLatch(1);
    private volatile String hold = "nothing";

    /** Blocks at the record with this value until {@link #release}. */
    void holdAt(String text) {
      hold = text;
    }

    void release() {
      held.countDown();
    }

    @Override
    public void take(ConsumerRecord<@Nullable String, byte @Nullable []> record)
        throws IOException {
      String text = new String(record.value(), StandardCharsets.UTF_8);
      if (text.startsWith("junk")) {
        throw new IOException("junk");
      }
      if (text.startsWith("bug")) {
        throw new IllegalStateException("a bug");
      }
      taken.add(text);
      if (text.equals(hold)) {
        await().atMost(WAIT).until(() -> held.getCount() == 0);
      }
    }

    @Override
    public void readingAgain() {
      taken.clear();
      readAgain.incrementAndGet();
    }

    @Override
    public void caughtUp() {
      caughtUp.incrementAndGet();
    }
  }

  @BeforeAll
  static void connect() {
    admin = Admin.create(SharedBroker.kafka().properties());
  }

  @AfterAll
  static void disconnect() {
    admin.close();
  }

  @BeforeEach
  void nameTopic(TestInfo test) {
    topic = "follow-" + test.getTestMethod().orElseThrow().getName();
  }

  @AfterEach
  void close() {
    if (follower != null) {
      follower.close();
    }
    clients.watch().close();
  }

  @Test
  void waitsForATopicThatIsCreatedLater() throws Exception {
    follow(TopicFollower.Reading.PROMPT);
    await().atMost(WAIT).until(() -> state() == State.FAILING);
    assertThat(status().cause()).contains(topic, "does not exist");
    assertThat(follower.partitions()).isZero();

    create(2);
    write(0, "one");

    await().atMost(WAIT).until(() -> intake.taken.contains("one"));
    await().atMost(WAIT).until(() -> state() == State.RUNNING);
    assertThat(follower.partitions()).isEqualTo(2);
  }

  @Test
  void readsAddedPartitionsFromTheirBeginning() throws Exception {
    create(1);
    write(0, "one");
    follow(TopicFollower.Reading.PROMPT);
    await().atMost(WAIT).until(() -> state() == State.RUNNING);

    admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(3))).all().get();
    write(2, "added");

    await().atMost(WAIT).until(() -> intake.taken.contains("added"));
    assertThat(intake.taken).containsExactly("one", "added");
    assertThat(follower.partitions()).isEqualTo(3);
    assertThat(intake.readAgain).hasValue(0);
  }

  @Test
  void readsATopicAgainThatWasCreatedAgain() throws Exception {
    create(2);
    write(0, "old one", "old two");
    follow(TopicFollower.Reading.PROMPT);
    await().atMost(WAIT).until(() -> intake.taken.size() == 2);

    admin.deleteTopics(List.of(topic)).all().get();
    await().atMost(WAIT).until(() -> state() == State.FAILING);
    create(1);
    write(0, "new one", "new two", "new three");

    await().atMost(WAIT).until(() -> intake.taken.contains("new three"));
    assertThat(intake.taken).containsExactly("new one", "new two", "new three");
    assertThat(intake.readAgain).hasValue(1);
    await().atMost(WAIT).until(() -> state() == State.RUNNING);
    assertThat(intake.caughtUp).hasValue(2);
  }

  @Test
  void readsATopicAgainThatLostUnreadRecords() throws Exception {
    create(1);
    write(0, "hold", "two", "three", "four");
    intake.holdAt("hold");
    follow(
        TopicFollower.Reading.PROMPT,
        Map.of("max.poll.records", 1, "max.partition.fetch.bytes", 1));
    await().atMost(WAIT).until(() -> intake.taken.contains("hold"));

    TopicPartition partition = new TopicPartition(topic, 0);
    admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(3))).all().get();
    intake.release();

    await().atMost(WAIT).until(() -> intake.taken.contains("four"));
    assertThat(intake.readAgain).hasValue(1);
    assertThat(intake.taken).containsExactly("four");
  }

  @Test
  void skipsPoisonRecords() throws Exception {
    create(1);
    write(0, "one", "junk", "bug", "two");

    follow(TopicFollower.Reading.PROMPT);

    await().atMost(WAIT).until(() -> state() == State.RUNNING);
    assertThat(intake.taken).containsExactly("one", "two");
    assertThat(metrics.get("rendezvous.poison.records").tag("topic", topic).counter().count())
        .isEqualTo(2);
  }

  @Test
  void hasCaughtUpOnlyBehindTheMarkersOfTransactions() throws Exception {
    create(2);
    try (Producer<String, byte[]> producer = transactional()) {
      producer.beginTransaction();
      producer.send(record(0, "committed"));
      producer.commitTransaction();
      producer.beginTransaction();
      producer.send(record(0, "aborted"));
      producer.send(record(1, "aborted"));
      producer.flush();
      producer.abortTransaction();
      producer.beginTransaction();
      producer.send(record(1, "open"));
      producer.flush();

      follow(TopicFollower.Reading.COMMITTED);

      await().atMost(WAIT).until(() -> intake.taken.contains("committed"));
      assertThat(follower.caughtUp()).isNotDone();
      producer.commitTransaction();
      follower.caughtUp().orTimeout(30, TimeUnit.SECONDS).join();
    }
    assertThat(intake.taken).containsExactly("committed", "open");
  }

  @Test
  void isReadyWhileKafkaIsAwayOnceItHasRun(@TempDir Path dir) throws Exception {
    create(1);
    try (TestBroker other = TestBroker.start(dir, TestTopics.named("other"))) {
      Map<String, Object> settings = other.kafka().settings();
      settings.put("default.api.timeout.ms", "1000");
      settings.put("request.timeout.ms", "1000");
      KafkaAccess there = new KafkaAccess(settings);
      TopicClients ofOther = TestBroker.clients(there, metrics);
      try (Admin of = Admin.create(there.properties())) {
        of.createTopics(List.of(new NewTopic(topic, Optional.of(1), Optional.empty()))).all().get();
      }
      follower = ofOther.follower(topic, TopicFollower.Reading.PROMPT, intake);
      follower.start();
      BackgroundTask task = ofOther.work().register("follow " + topic);
      await().atMost(WAIT).until(() -> task.status().state() == State.RUNNING);

      other.close();

      await().atMost(WAIT).until(() -> task.status().state() == State.KAFKA_AWAY);
      assertThat(task.status().isReady()).isTrue();
      assertThat(task.status().isLive()).isTrue();
      assertThat(ofOther.refusal(topic)).isPresent();
      ofOther.watch().close();
    }
  }

  private void follow(TopicFollower.Reading reading, Map<String, Object> settings) {
    Map<String, Object> all = new HashMap<>(settings);
    all.putAll(kafka.settings());
    clients.watch().close();
    clients = TestBroker.clients(new KafkaAccess(all), metrics);
    follow(reading);
  }

  private void follow(TopicFollower.Reading reading) {
    follower = clients.follower(topic, reading, intake);
    follower.start();
  }

  private BackgroundTask.Status status() {
    return clients.work().states().get("follow " + topic);
  }

  private State state() {
    return status().state();
  }

  private void create(int partitions) throws Exception {
    NewTopic wanted = new NewTopic(topic, Optional.of(partitions), Optional.empty());
    await()
        .atMost(WAIT)
        .ignoreExceptions() // while its deletion is under way
        .until(
            () -> {
              admin.createTopics(List.of(wanted)).all().get();
              return true;
            });
  }

  private void write(int partition, String... texts) throws Exception {
    try (Producer<String, byte[]> producer =
        new KafkaProducer<>(kafka.settings(), new StringSerializer(), new ByteArraySerializer())) {
      for (String text : texts) {
        producer.send(record(partition, text)).get();
      }
    }
  }

  private ProducerRecord<String, byte[]> record(int partition, String text) {
    return new ProducerRecord<>(topic, partition, "key", text.getBytes(StandardCharsets.UTF_8));
  }

  private Producer<String, byte[]> transactional() {
    Map<String, Object> settings = kafka.settings();
    settings.put("transactional.id", topic);
    Producer<String, byte[]> producer =
        new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
    producer.initTransactions();
    return producer;
  }
}
