package news.rendezvous.dedup;

import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import news.rendezvous.item.Dispatch;
import news.rendezvous.item.Json;
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

  /**
   * The state store; the number is that of its layout, since what has another is not to be read.
   */
  static final String MEMORY = "memory-4";

  /** How often old stories are looked for: seldom, since each time is a commit. */
  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

  /** How often some are forgotten where there are many: few at a time, since entries wait. */
  static final Duration FORGET_EVERY = Duration.ofMillis(20);

  private static final int FORGET_MOST = 10;

  private final Rules rules;
  private @Nullable ProcessorContext<String, byte[]> context;
  private @Nullable Desk desk;
  private @Nullable Cancellable forgetting;
  private Duration pace = Duration.ZERO;

  EntryProcessor(Rules rules) {
    this.rules = rules;
  }

  @Override
  public void init(ProcessorContext<String, byte[]> processorContext) {
    context = processorContext;
    Memory memory = new Memory(processorContext.getStateStore(MEMORY));
    desk = new Desk(rules, memory);
    forgetEvery(LOOK_EVERY, memory);
  }

  // By the clock, not by the records: one from the future must not make all others old.
  private void forgetEvery(Duration next, Memory memory) {
    if (next.equals(pace)) {
      return;
    }
    if (forgetting != null) {
      forgetting.cancel();
    }
    pace = next;
    forgetting =
        Objects.requireNonNull(context)
            .schedule(next, PunctuationType.WALL_CLOCK_TIME, now -> forget(memory, now));
  }

  private void forget(Memory memory, long now) {
    int forgotten = memory.forget(now - rules.window().toMillis(), FORGET_MOST);
    rules.tally().forgotten(forgotten);
    forgetEvery(forgotten == FORGET_MOST ? FORGET_EVERY : LOOK_EVERY, memory);
  }

  @Override
  public void process(Record<String, byte[]> record) {
    try {
      take(Json.decode(record.value(), Dispatch.class), record.timestamp());
    } catch (KafkaException e) {
      throw e; // of the store or the transaction: Kafka Streams knows what to do
    } catch (IOException | RuntimeException e) {
      setAside(e); // one dispatch that nobody can decide must not stop all others
    }
  }

  private void take(Dispatch dispatch, long timestamp) {
    ProcessorContext<String, byte[]> here = Objects.requireNonNull(context);
    Objects.requireNonNull(desk)
        .take(dispatch, here.currentSystemTimeMs())
        .map(outcome -> outcome.toRecord(timestamp))
        .ifPresent(here::forward);
  }

  private void setAside(Exception why) {
    RecordMetadata at = Objects.requireNonNull(context).recordMetadata().orElseThrow();
    rules.poison().setAside(at.topic(), at.partition(), at.offset(), why);
  }
}
