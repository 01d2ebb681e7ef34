package news.rendezvous.ingest.poll;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.concurrent.Executor;
import news.rendezvous.ingest.fetch.Document;
import news.rendezvous.ingest.poll.state.Attempt;
import news.rendezvous.ingest.poll.state.PollStates;
import news.rendezvous.ingest.push.PushReader;
import news.rendezvous.kafka.topic.TopicWatch;
import news.rendezvous.kafka.topic.Topics;
import news.rendezvous.kafka.trace.PipelineTracing;
import news.rendezvous.source.Source;
import org.apache.kafka.common.KafkaException;

/**
 * Reads documents that hubs pushed as polled ones are read, and publishes their new entries. On any
 * replica: the poll state of the source is read and never written.
 */
@ApplicationScoped
class PushedDocuments implements PushReader {

  private final Executor readers;
  private final ChangeDetector changes;
  private final EntryPublisher publisher;
  private final EntriesProducer entries;
  private final PollStates states;
  private final TopicWatch watch;
  private final Topics topics;
  private final PipelineTracing tracing;
  private final PollLog log;

  @Inject
  PushedDocuments(
      ParserThreadPool readers,
      ChangeDetector changes,
      EntryPublisher publisher,
      EntriesProducer entries,
      PollStates states,
      TopicWatch watch,
      Topics topics,
      PipelineTracing tracing,
      PollLog log) {
    this.readers = readers.executor();
    this.changes = changes;
    this.publisher = publisher;
    this.entries = entries;
    this.states = states;
    this.watch = watch;
    this.topics = topics;
    this.tracing = tracing;
    this.log = log;
  }

  @Override
  public Optional<String> refusal() {
    return entries.refusal().or(states::refusal).map(KafkaException::getMessage);
  }

  @Override
  public Uni<PushResult> read(Source source, Document document) {
    Attempt attempt =
        Attempt.begin(source, states.find(source.id())).withTopics(watch.generation(topics));
    if (attempt.edition().isEmpty()) {
      // Of a source that was just polled by another replica.
      return Uni.createFrom()
          .failure(new KafkaException("the poll state of the source has not been read yet"));
    }
    Context trace = tracing.begin("push", SpanKind.INTERNAL, Context.root());
    Span.fromContext(trace).setAttribute("source.id", source.id());
    return Uni.createFrom()
        .item(() -> changes.detectPushed(attempt, document))
        .runSubscriptionOn(readers)
        .chain(pushed -> publish(attempt, pushed, trace))
        .onItemOrFailure()
        .invoke((result, failure) -> PipelineTracing.end(trace, failure));
  }

  private Uni<PushResult> publish(Attempt attempt, ChangeDetector.Pushed pushed, Context trace) {
    if (pushed instanceof ChangeDetector.Pushed.Unreadable unreadable) {
      return Uni.createFrom().item(new PushResult.Unreadable(unreadable.reason()));
    }
    ChangeDetector.Pushed.Feed feed = (ChangeDetector.Pushed.Feed) pushed;
    int changed = feed.found().entries().size();
    return publisher
        .publish(attempt.source(), feed.found(), trace)
        .chain(() -> publisher.retract(feed.retractions(), trace))
        .invoke(() -> log.pushed(attempt.source(), feed.entries(), changed))
        .replaceWith(
            () -> new PushResult.Taken(feed.entries(), changed, feed.seen(), attempt.generation()));
  }
}
