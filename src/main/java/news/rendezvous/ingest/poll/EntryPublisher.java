package news.rendezvous.ingest.poll;

import io.opentelemetry.context.Context;
import io.smallrye.mutiny.CompositeException;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import news.rendezvous.ingest.dialect.DialectReader;
import news.rendezvous.ingest.dialect.EntryBody;
import news.rendezvous.ingest.normalize.DocumentNormalizer;
import news.rendezvous.ingest.normalize.identity.IdentifiedEntry;
import news.rendezvous.ingest.parse.entry.ParsedEntry;
import news.rendezvous.ingest.resolve.DocumentReferences;
import news.rendezvous.ingest.resolve.Resolver;
import news.rendezvous.item.Dispatch.Retraction;
import news.rendezvous.item.Entry;
import news.rendezvous.source.Source;
import org.apache.kafka.common.errors.RecordTooLargeException;

/** Normalizes the new entries of a document, resolves their references, and sends them to Kafka. */
@ApplicationScoped
class EntryPublisher {

  /**
   * Entries of one document that are normalized one after the other and acknowledged together. It
   * bounds the memory of their records, and the time for which another document waits.
   */
  private static final int BATCH = 32;

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
   * Completes when Kafka has acknowledged all entries; fails if it refuses one. After a failure no
   * further batch is sent; the one under way is awaited.
   *
   * @param trace the poll as a step of a trace
   */
  Uni<Void> publish(Source source, PollContent.NewEntries found, Context trace) {
    Publication publication =
        new Publication(source, found.normalizer(), resolver.of(source.id(), trace), trace);
    return Multi.createFrom()
        .items(batches(found.entries()))
        .onItem()
        .transformToUniAndConcatenate(
            batch ->
                Uni.createFrom()
                    .deferred(() -> publication.send(batch))
                    .runSubscriptionOn(readers)) // not on the thread of the producer
        .collect()
        .last();
  }

  /**
   * Sends retractions, after the entries of their document; completes and fails as {@link
   * #publish}.
   */
  Uni<Void> retract(List<Retraction> retractions, Context trace) {
    return Multi.createFrom()
        .iterable(retractions)
        .onItem()
        .transformToUniAndConcatenate(retraction -> producer.send(retraction, trace))
        .collect()
        .last();
  }

  private static Stream<List<ParsedEntry>> batches(List<ParsedEntry> entries) {
    return IntStream.iterate(0, from -> from < entries.size(), from -> from + BATCH)
        .mapToObj(from -> entries.subList(from, Math.min(from + BATCH, entries.size())));
  }

  /** The entries of one document. */
  private final class Publication {

    private final Source source;
    private final DocumentNormalizer normalizer;
    private final DocumentReferences references;
    private final Context trace;

    private Publication(
        Source source,
        DocumentNormalizer normalizer,
        DocumentReferences references,
        Context trace) {
      this.source = source;
      this.normalizer = normalizer;
      this.references = references;
      this.trace = trace;
    }

    private Uni<Void> send(List<ParsedEntry> batch) {
      return Uni.join()
          .all(batch.stream().map(this::send).toList())
          .andCollectFailures()
          .onFailure(CompositeException.class)
          .transform(failures -> ((CompositeException) failures).getCauses().get(0))
          .replaceWithVoid();
    }

    // An entry that fails by a bug, or that is too large for any record, is left out: it must not
    // stop the others.
    private Uni<Void> send(ParsedEntry entry) {
      return Uni.createFrom()
          .deferred(() -> prepare(entry))
          .onItemOrFailure()
          .transformToUni(
              (prepared, failure) ->
                  failure == null ? producer.send(prepared, trace) : dropped(entry, failure))
          .onFailure(RecordTooLargeException.class)
          .invoke(failure -> log.tooLarge(source, entry, failure))
          .onFailure(RecordTooLargeException.class)
          .recoverWithNull();
    }

    private Uni<Void> dropped(ParsedEntry entry, Throwable failure) {
      log.dropped(source, entry, failure);
      return Uni.createFrom().voidItem();
    }

    private Uni<Entry> prepare(ParsedEntry entry) {
      EntryBody body = dialect.read(entry, source.url().toString(), source.linksBase());
      IdentifiedEntry identified = normalizer.identify(entry);
      return body.references().isEmpty()
          ? Uni.createFrom().item(normalizer.compose(identified, body, List.of()))
          : references
              .resolve(body.references(), identified.permalink())
              .emitOn(readers)
              .map(related -> normalizer.compose(identified, body, related));
    }
  }
}
