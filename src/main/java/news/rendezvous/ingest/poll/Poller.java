package news.rendezvous.ingest.poll;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Executor;
import news.rendezvous.ingest.fetch.Fetched;
import news.rendezvous.ingest.fetch.Fetcher;
import news.rendezvous.ingest.fetch.politeness.Permit;
import news.rendezvous.ingest.poll.queue.PollAnswer;
import news.rendezvous.ingest.poll.queue.PollCoordinator;
import news.rendezvous.ingest.poll.queue.PollCoordinator.CompletedPoll;
import news.rendezvous.ingest.poll.schedule.Schedule;
import news.rendezvous.ingest.poll.state.Attempt;
import news.rendezvous.ingest.poll.state.PermanentRedirect;
import news.rendezvous.ingest.poll.state.PollState;
import news.rendezvous.ingest.poll.state.PollStates;
import news.rendezvous.ingest.poll.state.SourceStatus;
import news.rendezvous.ingest.push.PushConfig;
import news.rendezvous.ingest.push.PushSubscriber;
import news.rendezvous.ingest.push.PushSubscriptions;
import news.rendezvous.kafka.topic.TopicWatch;
import news.rendezvous.kafka.topic.Topics;
import news.rendezvous.kafka.trace.PipelineTracing;
import news.rendezvous.source.Source;
import news.rendezvous.source.SourceRegistry;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * Polls one source once: fetches it, detects new entries, publishes them, and stores the state of
 * the source when the broker has acknowledged all of them.
 */
@ApplicationScoped
class Poller implements PollCoordinator.Runner {

  /** Equal permanent redirects in a row after which the URL changes, if they span enough time. */
  private static final int MOVED_AFTER = 3;

  private final Fetcher fetcher;
  private final Executor readers;
  private final ChangeDetector changes;
  private final EntryPublisher publisher;
  private final EntriesProducer entries;
  private final PollStates states;
  private final SourceRegistry sources;
  private final PushSubscriptions subscriptions;
  private final PushSubscriber subscriber;
  private final Duration checkInterval;
  private final TopicWatch watch;
  private final Topics topics;
  private final PollConfig config;
  private final StateTransitions transitions;
  private final PollLog log;
  private final PipelineTracing tracing;
  private final InstantSource clock;

  @Inject
  Poller(
      Fetcher fetcher,
      ParserThreadPool readers,
      ChangeDetector changes,
      EntryPublisher publisher,
      EntriesProducer entries,
      PollStates states,
      SourceRegistry sources,
      PushSubscriptions subscriptions,
      PushSubscriber subscriber,
      PushConfig push,
      TopicWatch watch,
      Topics topics,
      PollConfig config,
      PollLog log,
      PipelineTracing tracing,
      InstantSource clock) {
    this.fetcher = fetcher;
    this.readers = readers.executor();
    this.changes = changes;
    this.publisher = publisher;
    this.entries = entries;
    this.states = states;
    this.sources = sources;
    this.subscriptions = subscriptions;
    this.subscriber = subscriber;
    this.checkInterval = push.checkInterval();
    this.watch = watch;
    this.topics = topics;
    this.config = config;
    this.transitions =
        new StateTransitions(
            new Schedule(
                new Schedule.Limits(
                    config.interval(),
                    config.minInterval(),
                    config.maxInterval(),
                    config.adaptation()),
                new Random()));
    this.log = log;
    this.tracing = tracing;
    this.clock = clock;
  }

  /**
   * Polls a source. Fails only if Kafka does not accept the results; then the poll does not count
   * and is repeated. If that is known in advance, no request is made.
   */
  @Override
  public Uni<CompletedPoll> poll(Attempt requested, Permit permit) {
    Optional<KafkaException> refusal = refusal();
    if (refusal.isPresent()) {
      return Uni.createFrom().failure(refusal.get());
    }
    Attempt attempt = requested.withTopics(watch.generation(topics));
    Context trace = tracing.begin("poll", SpanKind.INTERNAL, Context.root());
    Span.fromContext(trace).setAttribute("source.id", attempt.source().id());
    return poll(attempt, permit, trace)
        .onItem()
        .invoke(completed -> describe(completed, trace))
        .onItemOrFailure()
        .invoke((completed, failure) -> PipelineTracing.end(trace, failure));
  }

  private Uni<CompletedPoll> poll(Attempt attempt, Permit permit, Context trace) {
    // No attribute has the URL, which may hold a secret.
    Context request = tracing.begin("fetch", SpanKind.CLIENT, trace);
    return fetcher.fetch(
        attempt.target(),
        attempt.validators(),
        permit,
        fetching ->
            fetching
                .invoke(fetched -> describe(fetched, request))
                .onItemOrFailure()
                .invoke((fetched, failure) -> PipelineTracing.end(request, failure))
                .invoke(fetched -> closeWithoutDocument(permit, fetched))
                .emitOn(readers)
                .map(fetched -> changes.detect(attempt, fetched))
                .call(content -> publish(attempt, content, trace))
                .emitOn(readers) // not on the thread of the producer
                .flatMap(content -> complete(attempt, content)));
  }

  private static void describe(Fetched fetched, Context request) {
    Span.fromContext(request)
        .setAttribute("http.request.method", "GET")
        .setAttribute("http.response.body.size", fetched.transfer().wireBytes());
  }

  private static void describe(CompletedPoll completed, Context trace) {
    PollAnswer.Polled result = completed.result();
    Span.fromContext(trace)
        .setAttribute("outcome", result.outcome().label())
        .setAttribute("entries", result.entries())
        .setAttribute("changed", result.changed());
  }

  // A document keeps the permit while it is read; without one the next poll may start at once.
  private static void closeWithoutDocument(Permit permit, Fetched fetched) {
    if (!(fetched instanceof Fetched.Modified)) {
      permit.close();
    }
  }

  @Override
  public Optional<KafkaException> refusal() {
    return entries.refusal().or(states::refusal);
  }

  private Uni<Void> publish(Attempt attempt, PollContent content, Context trace) {
    PollContent.NewEntries found = content.newEntries();
    Uni<Void> published =
        found == null
            ? Uni.createFrom().voidItem()
            : publisher.publish(attempt.source(), found, trace);
    return content.retractions().isEmpty()
        ? published
        : published.chain(() -> publisher.retract(content.retractions(), trace));
  }

  private Uni<CompletedPoll> complete(Attempt attempt, PollContent content) {
    Instant now = clock.instant();
    PollState next = transitions.after(attempt, content, check(attempt.source(), content), now);
    String moved = movedTo(content, now);
    PollState state =
        Optional.ofNullable(moved)
            .flatMap(
                url ->
                    activeDuplicate(attempt.source(), url)
                        .map(other -> StateTransitions.duplicate(next, url, other)))
            .orElse(next);
    return store(attempt.source(), state)
        .call(() -> moveTo(attempt.source(), moved))
        .invoke(() -> announce(attempt.source(), content))
        .map(stored -> new CompletedPoll(result(attempt, content), state, attempt.page() != null));
  }

  // Not while polls find what a hub should have delivered.
  private @Nullable Duration check(Source source, PollContent content) {
    return !content.hasNews() && subscriptions.isDelivering(source.id()) ? checkInterval : null;
  }

  private void announce(Source source, PollContent content) {
    PollContent.NewEntries found = content.newEntries();
    if (found != null && found.push() != null) {
      subscriber.polled(source, found.push());
    }
  }

  // The confirmed target of a permanent redirect.
  private @Nullable String movedTo(PollContent content, Instant now) {
    PermanentRedirect move = content.memory().move();
    return move != null
            && content.outcome().isSuccess()
            && move.isConfirmed(MOVED_AFTER, config.moveAfter(), now)
        ? move.to().toString()
        : null;
  }

  private Optional<Source> activeDuplicate(Source source, String url) {
    return sources
        .findByUrl(url)
        .filter(other -> !other.id().equals(source.id()))
        .filter(
            other ->
                SourceStatus.of(other, states.find(other.id()).orElse(null))
                    != SourceStatus.DISABLED);
  }

  private Uni<Void> moveTo(Source source, @Nullable String moved) {
    if (moved == null || moved.equals(source.url().toString())) {
      return Uni.createFrom().voidItem();
    }
    log.moved(source, moved);
    return sources.move(source, moved);
  }

  // Not if the source was deleted during the poll, or has another URL now: its owner, which may be
  // another replica, polls the new one, and the validators of this document do not belong to it.
  private Uni<Void> store(Source polled, PollState state) {
    return sources
        .find(polled.id())
        .filter(now -> now.url().equals(polled.url()))
        .flatMap(now -> sources.partition(now.id()))
        .map(partition -> states.put(polled.id(), state, partition))
        .orElseGet(() -> Uni.createFrom().voidItem());
  }

  private PollAnswer.Polled result(Attempt attempt, PollContent content) {
    PollAnswer.Polled result =
        new PollAnswer.Polled(
            content.outcome(),
            content.entries(),
            content.changed(),
            attempt.took(),
            content.error());
    log.polled(attempt, content, result);
    return result;
  }
}
