package news.rendezvous.dedup;

import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import news.rendezvous.item.Dispatch;
import news.rendezvous.item.RecordJson;
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
 * Takes one dispatch after another to the desk and publishes what is decided there. What is
 * remembered and what is published are one transaction.
 */
final class EntryProcessor implements Processor<String, byte[], String, byte[]> {

  /** How often old stories are looked for: seldom, since each time is a commit. */
  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

  /** How often some are forgotten where there are many: few at a time, since entries wait. */
  static final Duration FORGET_EVERY = Duration.ofMillis(20);

  private static final int FORGET_MOST = 10;

  private final Rules rules;
  private final MemoryOrigin origin;
  private @Nullable ProcessorContext<String, byte[]> context;
  private @Nullable Desk desk;
  private @Nullable MemoryRebuild rebuild;
  private @Nullable Cancellable upkeep;
  private Duration pace = Duration.ZERO;

  EntryProcessor(Rules rules, MemoryOrigin origin) {
    this.rules = rules;
    this.origin = origin;
  }

  @Override
  public void init(ProcessorContext<String, byte[]> processorContext) {
    context = processorContext;
    Memory memory = new Memory(processorContext.getStateStore(origin.layout().storeName()));
    desk = new Desk(rules, memory);
    rebuild =
        new MemoryRebuild(
            origin, processorContext.taskId().partition(), rules, memory, this::decideAgain);
    keepUp(rebuild.isDone() ? LOOK_EVERY : FORGET_EVERY, memory);
  }

  // By the clock, not by the records: one from the future must not make all others old.
  private void keepUp(Duration next, Memory memory) {
    if (next.equals(pace)) {
      return;
    }
    if (upkeep != null) {
      upkeep.cancel();
    }
    pace = next;
    upkeep =
        Objects.requireNonNull(context)
            .schedule(next, PunctuationType.WALL_CLOCK_TIME, now -> keepUp(memory, now));
  }

  private void keepUp(Memory memory, long now) {
    MemoryRebuild rebuilding = Objects.requireNonNull(rebuild);
    if (!rebuilding.isDone()) {
      rebuilding.step(now);
      return;
    }
    int forgotten = memory.forget(now - rules.window().toMillis(), FORGET_MOST);
    rules.tally().forgotten(forgotten);
    keepUp(forgotten == FORGET_MOST ? FORGET_EVERY : LOOK_EVERY, memory);
  }

  @Override
  public void process(Record<String, byte[]> record) {
    if (Objects.requireNonNull(rebuild).holdsBack()) {
      return; // it is read again, once the memory is what it should be
    }
    RecordMetadata at = Objects.requireNonNull(context).recordMetadata().orElseThrow();
    decide(record, at.topic(), at.partition(), at.offset());
  }

  private void decideAgain(ConsumerRecord<@Nullable String, byte @Nullable []> record) {
    decide(
        new Record<>(record.key(), record.value(), Math.max(0, record.timestamp())),
        record.topic(),
        record.partition(),
        record.offset());
  }

  private void decide(
      Record<@Nullable String, byte @Nullable []> record, String topic, int partition, long at) {
    try {
      take(RecordJson.decode(record.value(), Dispatch.class), record);
    } catch (KafkaException e) {
      throw e; // of the store or the transaction: Kafka Streams knows what to do
    } catch (IOException | RuntimeException e) {
      // One dispatch that nobody can decide must not stop all others.
      rules.poison().setAside(topic, partition, at, e);
    }
  }

  private void take(Dispatch dispatch, Record<@Nullable String, byte @Nullable []> record) {
    ProcessorContext<String, byte[]> here = Objects.requireNonNull(context);
    if (origin.layout().partitionOf(dispatch.edition()) != here.taskId().partition()) {
      here.forward(record.withKey(dispatch.edition()), DedupTopology.HOME);
      return;
    }
    Objects.requireNonNull(desk)
        .take(dispatch, here.currentSystemTimeMs())
        .map(outcome -> outcome.toRecord(record.timestamp()))
        .ifPresent(outcome -> here.forward(outcome, DedupTopology.ITEMS));
  }

  @Override
  public void close() {
    if (rebuild != null) {
      rebuild.close();
    }
  }
}
