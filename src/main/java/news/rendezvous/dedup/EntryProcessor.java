package news.rendezvous.dedup;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import news.rendezvous.broker.PoisonRecords;
import news.rendezvous.item.Alias;
import news.rendezvous.item.Amendment;
import news.rendezvous.item.Dispatch;
import news.rendezvous.item.Entry;
import news.rendezvous.item.ItemId;
import news.rendezvous.item.Json;
import news.rendezvous.item.Match;
import news.rendezvous.item.NewsItem;
import news.rendezvous.item.Related;
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
      take(Json.decode(record.value(), Dispatch.class), record.timestamp());
    } catch (KafkaException e) {
      throw e; // of the stores or the transaction: Kafka Streams knows what to do
    } catch (IOException | RuntimeException e) {
      setAside(e); // one entry that nobody can decide must not stop all others
    }
  }

  private void take(Dispatch dispatch, long timestamp) throws IOException {
    if (dispatch instanceof Amendment amendment) {
      amend(amendment, timestamp);
    } else if (dispatch instanceof Entry entry) {
      take(entry, timestamp);
    }
  }

  // An item that is not known here was forgotten: nothing follows on it any more.
  private void amend(Amendment amendment, long timestamp) throws IOException {
    byte[] stored = stories().get(amendment.item().toString());
    if (stored == null) {
      return;
    }
    Known known = Json.decode(stored, Known.class);
    if (decider.amended(known, amendment) instanceof Decision.Revision revision) {
      store(revision.item(), known.fingerprint());
      publish(revision, amendment.at(), timestamp);
    }
  }

  private void take(Entry told, long timestamp) throws IOException {
    Optional<Hit> hit = find(told);
    Entry entry = told.referring(held(told, hit));
    Decision decision =
        hit.isPresent()
            ? decider.again(hit.get().known(), entry, hit.get().match())
            : decider.first(entry);
    if (decision instanceof Decision.Revision revision) {
      remember(revision, hit.map(Hit::known), entry);
      publish(revision, entry.seen(), timestamp);
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

  /** The references of an entry, each with the item of its edition that stands at its URL. */
  private List<Related> held(Entry entry, Optional<Hit> hit) {
    Optional<String> self = hit.map(found -> found.known().item().id().toString());
    return entry.related().stream()
        .map(
            related ->
                held(entry, related)
                    .filter(id -> !self.equals(Optional.of(id)))
                    .flatMap(ItemId::parse)
                    .map(related::heldAs)
                    .orElse(related))
        .toList();
  }

  private Optional<String> held(Entry entry, Related related) {
    return related.kind() == Related.Kind.STORY
        ? related.urls().stream()
            .map(url -> aliases().get(key(entry, new Alias(Match.URL, url.withoutScheme()))))
            .filter(Objects::nonNull)
            .findFirst()
        : Optional.empty();
  }

  private void remember(Decision.Revision revision, Optional<Known> before, Entry entry) {
    // Another source's entry changes what is known about the story, not what the story says.
    String fingerprint =
        revision instanceof Decision.Duplicated
            ? before.orElseThrow().fingerprint()
            : entry.fingerprint();
    store(revision.item(), fingerprint);
  }

  private void store(NewsItem item, String fingerprint) {
    stories().put(item.id().toString(), Json.encode(new Known(item, fingerprint)));
  }

  private void publish(Decision.Revision revision, Instant time, long timestamp) {
    context()
        .forward(
            new Record<>(
                revision.item().id().toString(),
                Json.encode(revision.item()),
                timestamp,
                CloudEvent.headers(revision, time)));
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
