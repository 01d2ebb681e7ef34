package news.rendezvous.ingest.poll;

import io.opentelemetry.context.Context;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import news.rendezvous.ingest.dialect.DialectReader;
import news.rendezvous.ingest.dialect.EntryBody;
import news.rendezvous.ingest.dialect.reference.EntryReference;
import news.rendezvous.ingest.normalize.DocumentNormalizer;
import news.rendezvous.ingest.normalize.identity.IdentifiedEntry;
import news.rendezvous.ingest.parse.entry.ParsedEntry;
import news.rendezvous.ingest.resolve.DocumentReferences;
import news.rendezvous.ingest.resolve.Resolver;
import news.rendezvous.item.Entry;
import news.rendezvous.item.Related;
import news.rendezvous.item.url.CanonicalUrl;
import news.rendezvous.source.Source;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jspecify.annotations.Nullable;

/** Normalizes the new entries of a document, resolves their references, and sends them to Kafka. */
@ApplicationScoped
class EntryPublisher {

  /** Entries of one document that are resolved and sent concurrently. */
  private static final int CONCURRENCY = 32;

  private final Executor readers;
  private final DialectReader dialect;
  private final Resolver resolver;
  private final EntriesProducer producer;
  private final PollLog log;

  @Inject
  EntryPublisher(
      ParserThreadPool readers,
      DialectReader dialect,
      Resolver resolver,
      EntriesProducer producer,
      PollLog log) {
    this.readers = readers.executor();
    this.dialect = dialect;
    this.resolver = resolver;
    this.producer = producer;
    this.log = log;
  }

  /**
   * Completes when Kafka has acknowledged all entries; fails if it refuses one.
   *
   * @param trace the poll as a step of a trace
   */
  Uni<Void> publish(Source source, PollContent.NewEntries found, Context trace) {
    DocumentReferences references = resolver.of(source.id(), trace);
    AtomicReference<Throwable> refused = new AtomicReference<>();
    return Multi.createFrom()
        .iterable(found.entries())
        .onItem()
        .transformToUni(
            entry -> unlessRefused(refused, send(source, found, references, entry, trace)))
        .merge(CONCURRENCY)
        .collect()
        .last()
        .chain(done -> outcome(refused.get()));
  }

  // After one failure no further entry is sent; those under way are awaited.
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

  // An entry that fails by a bug, or that is too large for any record, is left out: it must not
  // stop the others.
  private Uni<Void> send(
      Source source,
      PollContent.NewEntries found,
      DocumentReferences references,
      ParsedEntry entry,
      Context trace) {
    return Uni.createFrom()
        .deferred(() -> prepare(source, found, references, entry))
        .runSubscriptionOn(readers) // not on the thread of the producer
        .onFailure()
        .invoke(failure -> log.dropped(source, entry, failure))
        .onFailure()
        .recoverWithNull()
        .onItem()
        .ifNotNull()
        .transformToUni(prepared -> producer.send(prepared, trace))
        .onFailure(RecordTooLargeException.class)
        .invoke(failure -> log.tooLarge(source, entry, failure))
        .onFailure(RecordTooLargeException.class)
        .recoverWithNull();
  }

  private Uni<Entry> prepare(
      Source source,
      PollContent.NewEntries found,
      DocumentReferences references,
      ParsedEntry entry) {
    DocumentNormalizer normalizer = found.normalizer();
    EntryBody body = dialect.read(entry, source.url().toString(), source.linksBase());
    IdentifiedEntry identified = normalizer.identify(entry);
    return related(references, body.references(), identified.permalink())
        .map(related -> normalizer.compose(identified, body, related));
  }

  private Uni<List<Related>> related(
      DocumentReferences document,
      List<EntryReference> references,
      @Nullable CanonicalUrl permalink) {
    return references.isEmpty()
        ? Uni.createFrom().item(List.of())
        : document.resolve(references, permalink).emitOn(readers);
  }
}
