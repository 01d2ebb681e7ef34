package news.rendezvous.poll;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import news.rendezvous.dialect.Body;
import news.rendezvous.dialect.Dialect;
import news.rendezvous.dialect.Reference;
import news.rendezvous.item.CanonicalUrl;
import news.rendezvous.item.Entry;
import news.rendezvous.item.Related;
import news.rendezvous.normalize.DocumentNormalizer;
import news.rendezvous.normalize.Known;
import news.rendezvous.parse.ParsedEntry;
import news.rendezvous.resolve.DocumentReferences;
import news.rendezvous.resolve.Resolver;
import news.rendezvous.source.Source;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jspecify.annotations.Nullable;

/** Makes entries of what is new in a document, and sends them. */
@ApplicationScoped
class Delivery {

  /** Entries of one document that are resolved and sent at a time. */
  private static final int AT_ONCE = 32;

  private final Executor readers;
  private final Dialect dialect;
  private final Resolver resolver;
  private final EntriesOut out;
  private final PollLog log;

  @Inject
  Delivery(
      ReadingThreads readers, Dialect dialect, Resolver resolver, EntriesOut out, PollLog log) {
    this.readers = readers.executor();
    this.dialect = dialect;
    this.resolver = resolver;
    this.out = out;
    this.log = log;
  }

  /** Completes when Kafka has acknowledged all; fails where it does not take them. */
  Uni<Void> send(Source source, Harvest.Crop crop) {
    DocumentReferences references = resolver.of(source.id());
    AtomicReference<Throwable> refused = new AtomicReference<>();
    return Multi.createFrom()
        .iterable(crop.news())
        .onItem()
        .transformToUni(entry -> unlessRefused(refused, send(source, crop, references, entry)))
        .merge(AT_ONCE)
        .collect()
        .last()
        .chain(done -> outcome(refused.get()));
  }

  // One failure is enough: nothing more is sent after it, and those under way fail like it.
  private static Uni<Void> unlessRefused(AtomicReference<Throwable> refused, Uni<Void> sending) {
    return Uni.createFrom()
        .deferred(() -> refused.get() == null ? sending : Uni.createFrom().voidItem())
        .onFailure()
        .invoke(failure -> refused.compareAndSet(null, failure))
        .onFailure()
        .recoverWithNull();
  }

  private static Uni<Void> outcome(@Nullable Throwable refused) {
    return refused == null ? Uni.createFrom().voidItem() : Uni.createFrom().failure(refused);
  }

  // An entry that nobody can prepare is a bug, and costs neither its neighbours nor its source; nor
  // does one that Kafka would refuse for ever.
  private Uni<Void> send(
      Source source, Harvest.Crop crop, DocumentReferences references, ParsedEntry entry) {
    return Uni.createFrom()
        .deferred(() -> prepare(source, crop, references, entry))
        .runSubscriptionOn(readers) // not where an entry before it was acknowledged
        .onFailure()
        .invoke(failure -> log.dropped(source, entry, failure))
        .onFailure()
        .recoverWithNull()
        .onItem()
        .ifNotNull()
        .transformToUni(out::send)
        .onFailure(RecordTooLargeException.class)
        .invoke(failure -> log.tooLarge(source, entry, failure))
        .onFailure(RecordTooLargeException.class)
        .recoverWithNull();
  }

  private Uni<Entry> prepare(
      Source source, Harvest.Crop crop, DocumentReferences references, ParsedEntry entry) {
    DocumentNormalizer normalizer = crop.normalizer();
    Body body = dialect.read(entry, source.url().toString(), source.linksBase());
    Known identified = normalizer.identify(entry);
    return related(references, body.references(), identified.permalink())
        .map(found -> normalizer.compose(identified, body, found));
  }

  private Uni<List<Related>> related(
      DocumentReferences document, List<Reference> references, @Nullable CanonicalUrl permalink) {
    return references.isEmpty()
        ? Uni.createFrom().item(List.of())
        : document.resolve(references, permalink).emitOn(readers);
  }
}
