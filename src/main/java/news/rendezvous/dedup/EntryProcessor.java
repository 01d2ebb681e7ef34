package news.rendezvous.dedup;

import io.opentelemetry.context.Context;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import news.rendezvous.dedup.store.StoryStateStore;
import news.rendezvous.dedup.store.StoryStore;
import news.rendezvous.item.Dispatch;
import news.rendezvous.item.RecordJson;
import news.rendezvous.kafka.trace.PipelineTracing;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Kafka Streams processor: decodes a dispatch, has {@link DispatchHandler} handle it and forwards
 * the result. Store changes and forwarded records are in one transaction.
 */
final class EntryProcessor implements Processor<String, byte[], String, byte[]> {

  static final String ITEMS = "items";

  /** Sink of entries that belong to another partition: back to the entries topic. */
  static final String REPARTITION = "home";

  /** Interval of the expiry scan while nothing expires: long, since each scan is a commit. */
  private static final Duration SCAN_EVERY = Duration.ofSeconds(1);

  /** Interval of expiry while there is more to expire: small batches, since entries wait. */
  static final Duration EXPIRE_EVERY = Duration.ofMillis(20);

  private static final int EXPIRY_BATCH = 10;

  private final DedupContext dedup;
  private @Nullable ProcessorContext<String, byte[]> context;
  private @Nullable DispatchHandler handler;
  private @Nullable StoreRebuild rebuild;
  private @Nullable Cancellable punctuation;
  private Duration interval = Duration.ZERO;

  EntryProcessor(DedupContext dedup) {
    this.dedup = dedup;
  }

  @Override
  public void init(ProcessorContext<String, byte[]> processorContext) {
    context = processorContext;
    StoryStateStore state = processorContext.getStateStore(dedup.layout().storeName());
    StoryStore store = state.stories();
    handler = new DispatchHandler(dedup, store);
    rebuild =
        new StoreRebuild(
            dedup, processorContext.taskId().partition(), store, this::processFromTopic);
    schedulePunctuation(rebuild.isDone() ? SCAN_EVERY : EXPIRE_EVERY, store);
  }

  // Wall-clock time: by stream time one record from the future would expire all others.
  private void schedulePunctuation(Duration next, StoryStore store) {
    if (next.equals(interval)) {
      return;
    }
    if (punctuation != null) {
      punctuation.cancel();
    }
    interval = next;
    punctuation =
        Objects.requireNonNull(context)
            .schedule(next, PunctuationType.WALL_CLOCK_TIME, now -> punctuate(store, now));
  }

  private void punctuate(StoryStore store, long now) {
    StoreRebuild rebuilding = Objects.requireNonNull(rebuild);
    if (!rebuilding.isDone()) {
      dedup.pace().active();
      rebuilding.step(now);
      return;
    }
    int expired = store.expire(now - dedup.window().toMillis(), EXPIRY_BATCH);
    dedup.metrics().expired(expired);
    if (expired > 0) {
      dedup.pace().active();
    }
    schedulePunctuation(expired == EXPIRY_BATCH ? EXPIRE_EVERY : SCAN_EVERY, store);
  }

  @Override
  public void process(Record<String, byte[]> record) {
    if (Objects.requireNonNull(rebuild).holdsBack()) {
      return; // the rebuild reads it again from the entries topic
    }
    ProcessorContext<String, byte[]> streams = Objects.requireNonNull(context);
    RecordMetadata at = streams.recordMetadata().orElseThrow();
    process(record, at.topic(), at.partition(), at.offset());
    if (dedup.pace().isCommitDue(at.topic(), at.partition(), at.offset())) {
      streams.commit();
    }
  }

  private void processFromTopic(ConsumerRecord<@Nullable String, byte @Nullable []> record) {
    process(
        new Record<>(
            record.key(), record.value(), Math.max(0, record.timestamp()), record.headers()),
        record.topic(),
        record.partition(),
        record.offset());
  }

  private void process(
      Record<@Nullable String, byte @Nullable []> record, String topic, int partition, long at) {
    Context trace = dedup.tracing().consume("decide entry", record.headers());
    try {
      handle(RecordJson.decode(record.value(), Dispatch.class), record, trace);
    } catch (KafkaException e) {
      throw e; // from the store or the transaction: Kafka Streams handles it
    } catch (IOException | RuntimeException e) {
      // One dispatch that cannot be processed must not stop the partition.
      dedup.poison().setAside(topic, partition, at, e);
    } finally {
      PipelineTracing.end(trace, null);
    }
  }

  private void handle(
      Dispatch dispatch, Record<@Nullable String, byte @Nullable []> record, Context trace) {
    ProcessorContext<String, byte[]> streams = Objects.requireNonNull(context);
    if (dedup.layout().partitionOf(dispatch.edition()) != streams.taskId().partition()) {
      streams.forward(record.withKey(dispatch.edition()), REPARTITION);
      return;
    }
    Objects.requireNonNull(handler)
        .handle(dispatch, streams.currentSystemTimeMs())
        .map(outcome -> outcome.toRecord(record.timestamp()))
        .ifPresent(outcome -> publish(outcome, trace));
  }

  private void publish(Record<String, byte[]> item, Context trace) {
    dedup.tracing().inject(trace, item.headers());
    Objects.requireNonNull(context).forward(item, ITEMS);
  }

  @Override
  public void close() {
    if (rebuild != null) {
      rebuild.close();
    }
  }
}
