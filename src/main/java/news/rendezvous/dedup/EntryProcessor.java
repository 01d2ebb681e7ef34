package news.rendezvous.dedup;

import java.io.IOException;
import java.util.Optional;
import news.rendezvous.broker.PoisonRecords;
import news.rendezvous.item.Alias;
import news.rendezvous.item.Entry;
import news.rendezvous.item.ItemId;
import news.rendezvous.item.Json;
import news.rendezvous.item.Match;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Takes one entry after another: looks its aliases up, decides, remembers, publishes. Store changes
 * and published records are one transaction.
 */
final class EntryProcessor implements Processor<String, byte[], String, byte[]> {

  /** Item id by edition and alias. */
  static final String ALIASES = "aliases";

  /** What is known of a story, by item id. */
  static final String STORIES = "stories";

  private final Decider decider;
  private final PoisonRecords poison;
  private @Nullable ProcessorContext<String, byte[]> context;
  private @Nullable KeyValueStore<String, String> aliases;
  private @Nullable KeyValueStore<String, byte[]> stories;

  EntryProcessor(Decider decider, PoisonRecords poison) {
    this.decider = decider;
    this.poison = poison;
  }

  @Override
  public void init(ProcessorContext<String, byte[]> processorContext) {
    context = processorContext;
    aliases = processorContext.getStateStore(ALIASES);
    stories = processorContext.getStateStore(STORIES);
  }

  @Override
  public void process(Record<String, byte[]> record) {
    try {
      take(Json.decode(record.value(), Entry.class), record.timestamp());
    } catch (KafkaException e) {
      throw e; // of the stores or the transaction: Kafka Streams knows what to do
    } catch (IOException | RuntimeException e) {
      setAside(e); // one entry that nobody can decide must not stop all others
    }
  }

  private void take(Entry entry, long timestamp) throws IOException {
    Optional<Hit> hit = find(entry);
    Decision decision =
        hit.isPresent()
            ? decider.again(hit.get().known(), entry, hit.get().match())
            : decider.first(entry);
    if (decision instanceof Decision.Revision revision) {
      remember(revision, hit.map(Hit::known), entry);
      publish(revision, entry, timestamp);
    }
    ItemId id =
        decision instanceof Decision.Revision revision
            ? revision.item().id()
            : hit.orElseThrow().known().item().id();
    entry.aliases().forEach(alias -> aliases().putIfAbsent(key(entry, alias), id.toString()));
  }

  /** The story that an entry shares an alias with. */
  private record Hit(Known known, Match match) {}

  private Optional<Hit> find(Entry entry) throws IOException {
    for (Alias alias : entry.aliases()) {
      String id = aliases().get(key(entry, alias));
      byte[] known = id == null ? null : stories().get(id);
      if (known != null) {
        return Optional.of(new Hit(Json.decode(known, Known.class), alias.match()));
      }
    }
    return Optional.empty();
  }

  private static String key(Entry entry, Alias alias) {
    return entry.edition() + '\n' + alias.match() + '\n' + alias.key();
  }

  private void remember(Decision.Revision revision, Optional<Known> before, Entry entry) {
    // Another source's entry changes what is known about the story, not what the story says.
    String fingerprint =
        revision instanceof Decision.Duplicated
            ? before.orElseThrow().fingerprint()
            : entry.fingerprint();
    stories()
        .put(revision.item().id().toString(), Json.encode(new Known(revision.item(), fingerprint)));
  }

  private void publish(Decision.Revision revision, Entry entry, long timestamp) {
    context()
        .forward(
            new Record<>(
                revision.item().id().toString(),
                Json.encode(revision.item()),
                timestamp,
                CloudEvent.headers(revision, entry.seen())));
  }

  private void setAside(Exception why) {
    RecordMetadata at = context().recordMetadata().orElseThrow();
    poison.setAside(at.topic(), at.partition(), at.offset(), why);
  }

  private ProcessorContext<String, byte[]> context() {
    return initialised(context);
  }

  private KeyValueStore<String, String> aliases() {
    return initialised(aliases);
  }

  private KeyValueStore<String, byte[]> stories() {
    return initialised(stories);
  }

  private static <T> T initialised(@Nullable T value) {
    if (value == null) {
      throw new IllegalStateException("Kafka Streams calls init before process");
    }
    return value;
  }
}
