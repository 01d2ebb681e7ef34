package news.rendezvous.dedup;

import static news.rendezvous.dedup.TestEntries.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import news.rendezvous.item.Entry;
import news.rendezvous.item.Json;
import news.rendezvous.kafka.TestBroker;
import news.rendezvous.kafka.topic.TestTopics;
import news.rendezvous.kafka.topic.Topics;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KafkaStreams;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The database has committed changes only, and its position: it is used after any end. */
class UncleanEndTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int STORIES = 20;
  private static final int RECORDS_OF_A_STORY = 2;

  @TempDir private Path dir;
  private final Topics topics = TestTopics.named("test");
  private final RestoredRecords restored = new RestoredRecords();
  private TestBroker broker;
  private PublishedItems items;
  private KafkaStreams replica;

  @BeforeEach
  void start() throws Exception {
    broker = TestBroker.start(dir.resolve("broker"), topics);
    items = new PublishedItems(broker.kafka(), topics);
  }

  @AfterEach
  void stop() throws IOException {
    replica.close(PATIENCE);
    items.close();
    broker.close();
  }

  @Test
  void restoresOnlyWhatWasNotOnDiskYet() throws Exception {
    run(dir.resolve("one"), UnaryOperator.identity());
    send(stories("a"));
    items.awaitTypes(STORIES);
    leave(); // writes all to disk
    run(dir.resolve("one"), UnaryOperator.identity());
    send(stories("b")); // stays in memory
    items.awaitTypes(STORIES);
    copy(dir.resolve("one"), dir.resolve("killed"));
    leave();

    restored.reset();
    run(dir.resolve("killed"), UnaryOperator.identity());
    send(stories("a"));
    send(stories("b"));
    send(stories("c"));

    assertThat(items.awaitTypes(STORIES)).containsOnly("published");
    assertPublishedOnce(3 * STORIES);
    assertThat(restored.count()).isEqualTo(STORIES * RECORDS_OF_A_STORY);
  }

  /** Were a change in the database before the commit, the story would not be published again. */
  @Test
  void hasNoChangesOfAnAbortedTransaction() throws Exception {
    AtomicReference<Fault> fault = new AtomicReference<>(Fault.NONE);
    run(dir.resolve("one"), producer -> fencedAtCommit(producer, fault));
    send(stories("a"));
    items.awaitTypes(STORIES);
    restored.reset();

    fault.set(Fault.WANTED);
    send(stories("b"));

    assertThat(items.awaitTypes(STORIES)).containsOnly("published");
    assertThat(fault).hasValue(Fault.DONE);
    assertPublishedOnce(2 * STORIES);
    assertThat(restored.count()).isLessThan(STORIES * RECORDS_OF_A_STORY);
  }

  private void assertPublishedOnce(int stories) {
    assertThat(items.records())
        .hasSize(stories)
        .extracting(ConsumerRecord::key)
        .doesNotHaveDuplicates();
  }

  private enum Fault {
    NONE,
    WANTED,
    /** The open transaction has an item. */
    DUE,
    DONE
  }

  /** A producer that is fenced just before it commits an item. */
  @SuppressWarnings("unchecked")
  private Producer<byte[], byte[]> fencedAtCommit(
      Producer<byte[], byte[]> producer, AtomicReference<Fault> fault) {
    return (Producer<byte[], byte[]>)
        Proxy.newProxyInstance(
            UncleanEndTest.class.getClassLoader(),
            new Class<?>[] {Producer.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("send")
                  && ((ProducerRecord<?, ?>) arguments[0]).topic().equals(topics.items())) {
                fault.compareAndSet(Fault.WANTED, Fault.DUE);
              }
              if (method.getName().equals("commitTransaction")
                  && fault.compareAndSet(Fault.DUE, Fault.DONE)) {
                fence();
              }
              try {
                return method.invoke(producer, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private void fence() throws Exception {
    try (Admin admin = Admin.create(broker.kafka().properties())) {
      String id =
          admin.listTransactions().all().get().stream()
              .map(listing -> listing.transactionalId())
              .filter(name -> name.startsWith("test.dedup"))
              .findFirst()
              .orElseThrow();
      admin.fenceProducers(List.of(id)).all().get();
    }
  }

  private void run(Path data, UnaryOperator<Producer<byte[], byte[]>> faults) throws IOException {
    replica = Replica.of(data, broker.kafka(), topics, 0, faults);
    replica.setGlobalStateRestoreListener(restored);
    replica.start();
    await().atMost(PATIENCE).until(() -> replica.state() == KafkaStreams.State.RUNNING);
  }

  private void leave() {
    replica.close(new KafkaStreams.CloseOptions().leaveGroup(true).timeout(PATIENCE));
  }

  private static List<Entry> stories(String name) {
    return IntStream.range(0, STORIES)
        .mapToObj(n -> entry("harbour", name + n, "news.example.org/" + name + n, name + n))
        .toList();
  }

  private void send(List<Entry> entries) throws Exception {
    Map<String, Object> settings = broker.kafka().settings();
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
      for (Entry entry : entries) {
        producer.send(new ProducerRecord<>(topics.entries(), entry.edition(), Json.encode(entry)));
      }
    }
  }

  /** Copies files as a process leaves them that is killed. */
  private static void copy(Path from, Path to) throws IOException {
    Files.walkFileTree(
        from,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
              throws IOException {
            Files.createDirectories(to.resolve(from.relativize(directory)));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.copy(file, to.resolve(from.relativize(file)));
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
