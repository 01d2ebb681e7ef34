package news.rendezvous.dedup.streams;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import news.rendezvous.dedup.store.ChangelogOffsets;
import news.rendezvous.dedup.store.StoreTransactions;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaClientSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Default clients of Kafka Streams, except that the main consumer keeps a {@link StreamPace}, that
 * producers report the end of a transaction to {@link StoreTransactions}, and that closing one
 * takes at most {@link #CLOSE}. Kafka Streams closes it without a time-out. Where the cluster has
 * lost the transaction, for example because it restarted without its data, close would never
 * return, and the thread would hold the lock of its state directory for ever.
 */
public final class StreamsClients implements KafkaClientSupplier {

  private static final Duration CLOSE = Duration.ofSeconds(5);

  private static final int OFFSETS_TIMEOUT_MS = 10_000;

  private final StreamPace pace;
  private final StoreTransactions transactions;
  private volatile @Nullable Admin admin;

  public StreamsClients(StreamPace pace, StoreTransactions transactions) {
    this.pace = pace;
    this.transactions = transactions;
  }

  private static final class PacedConsumer extends KafkaConsumer<byte[], byte[]> {

    private final StreamPace pace;

    PacedConsumer(Map<String, Object> config, StreamPace pace) {
      super(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
      this.pace = pace;
    }

    @Override
    public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
      ConsumerRecords<byte[], byte[]> records = super.poll(pace.timeout(timeout));
      pace.polled(records);
      return records;
    }
  }

  /**
   * Producer that tells the stores what became of a transaction. Its close drops records that are
   * not sent in time; the broker aborts the transaction by its time-out.
   */
  private static final class TransactionProducer extends KafkaProducer<byte[], byte[]> {

    private final StreamPace pace;
    private final StoreTransactions transactions;

    TransactionProducer(
        Map<String, Object> config, StreamPace pace, StoreTransactions transactions) {
      super(config, new ByteArraySerializer(), new ByteArraySerializer());
      this.pace = pace;
      this.transactions = transactions;
    }

    @Override
    public Future<RecordMetadata> send(
        ProducerRecord<byte[], byte[]> record, @Nullable Callback callback) {
      Future<RecordMetadata> sent = super.send(record, callback);
      if (record.partition() != null) { // Kafka Streams chooses that of a changelog itself
        transactions.sent(new TopicPartition(record.topic(), record.partition()), sent);
      }
      return sent;
    }

    @Override
    public void commitTransaction() {
      super.commitTransaction();
      transactions.committed();
      pace.committed();
    }

    @Override
    public void abortTransaction() {
      try {
        super.abortTransaction();
      } finally {
        transactions.aborted();
      }
    }

    @Override
    public void close() {
      transactions.aborted();
      close(CLOSE);
    }
  }

  @Override
  public Admin getAdmin(Map<String, Object> config) {
    Admin created = Admin.create(config);
    admin = created;
    return created;
  }

  /**
   * The offsets of a changelog, asked by the admin client of Kafka Streams.
   *
   * @throws TimeoutException where Kafka does not answer
   */
  public ChangelogOffsets.Range offsets(TopicPartition changelog) {
    return new ChangelogOffsets.Range(
        offset(changelog, OffsetSpec.earliest()), offset(changelog, OffsetSpec.latest()));
  }

  private long offset(TopicPartition partition, OffsetSpec spec) {
    ListOffsetsOptions options = new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED);
    options.timeoutMs(OFFSETS_TIMEOUT_MS);
    try {
      return Objects.requireNonNull(admin, "there is no client yet")
          .listOffsets(Map.of(partition, spec), options)
          .partitionResult(partition)
          .get()
          .offset();
    } catch (ExecutionException e) {
      throw new TimeoutException("the offsets of " + partition + " are not known", e);
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }

  @Override
  public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
    return new TransactionProducer(config, pace, transactions);
  }

  @Override
  public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
    return new PacedConsumer(config, pace);
  }

  @Override
  public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> config) {
    return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  @Override
  public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> config) {
    return getRestoreConsumer(config);
  }
}
