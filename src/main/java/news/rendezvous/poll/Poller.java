package news.rendezvous.poll;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import news.rendezvous.broker.TopicIds;
import news.rendezvous.fetch.Fetched;
import news.rendezvous.fetch.Fetcher;
import news.rendezvous.fetch.Outcome;
import news.rendezvous.fetch.Permit;
import news.rendezvous.poll.PollState.Backlog;
import news.rendezvous.poll.PollState.Health;
import news.rendezvous.poll.PollState.Memory;
import news.rendezvous.poll.PollState.Move;
import news.rendezvous.poll.PollState.Plan;
import news.rendezvous.source.Source;
import news.rendezvous.source.SourceRegistry;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * Polls one source once: fetch, find what is new, make entries of it, send them, and only when all
 * are acknowledged remember that they were seen.
 */
@ApplicationScoped
class Poller {

  /** Equal permanent redirects after which the source has moved, if they come over enough time. */
  private static final int MOVED_AFTER = 3;

  private final Fetcher fetcher;
  private final Executor readers;
  private final Harvester harvester;
  private final Delivery delivery;
  private final EntriesOut entries;
  private final PollStates states;
  private final SourceRegistry sources;
  private final TopicIds topics;
  private final PollConfig config;
  private final Schedule schedule;
  private final PollLog log;
  private final InstantSource clock;

  @Inject
  Poller(
      Fetcher fetcher,
      ReadingThreads readers,
      Harvester harvester,
      Delivery delivery,
      EntriesOut entries,
      PollStates states,
      SourceRegistry sources,
      TopicIds topics,
      PollConfig config,
      PollLog log,
      InstantSource clock) {
    this.fetcher = fetcher;
    this.readers = readers.executor();
    this.harvester = harvester;
    this.delivery = delivery;
    this.entries = entries;
    this.states = states;
    this.sources = sources;
    this.topics = topics;
    this.config = config;
    this.schedule = new Schedule(config, new Random());
    this.log = log;
    this.clock = clock;
  }

  /**
   * Makes an attempt; fails only when Kafka does not take what it brought, and then nothing counts.
   * Where that is known before, the publisher is not asked.
   *
   * @param permit for the first request, granted
   * @param fetched told what the source's host has answered
   */
  Uni<Ending> poll(Attempt asked, Permit permit, Consumer<Fetched> fetched) {
    Optional<KafkaException> refusal = refusal();
    if (refusal.isPresent()) {
      return Uni.createFrom().failure(refusal.get());
    }
    Attempt attempt = asked.through(topics.generation());
    return fetcher.fetch(
        attempt.target(),
        attempt.validators(),
        permit,
        fetching ->
            fetching
                .invoke(fetched)
                .emitOn(readers)
                .map(answer -> harvester.harvest(attempt, answer))
                .call(harvest -> deliver(attempt, harvest))
                .emitOn(readers) // not on the thread of the producer
                .flatMap(harvest -> end(attempt, harvest)));
  }

  /** Why nothing could be kept of a poll now; empty where nothing is known against it. */
  Optional<KafkaException> refusal() {
    return entries.refusal().or(states::refusal);
  }

  private Uni<Void> deliver(Attempt attempt, Harvest harvest) {
    Harvest.Crop crop = harvest.crop();
    return crop == null ? Uni.createFrom().voidItem() : delivery.send(attempt.source(), crop);
  }

  private Uni<Ending> end(Attempt attempt, Harvest harvest) {
    Instant now = clock.instant();
    String moved = movedTo(harvest, now);
    Optional<Source> holder = moved == null ? Optional.empty() : holder(attempt, moved);
    PollState next = next(attempt, harvest, now);
    PollState state = holder.map(other -> displaced(next, moved, other)).orElse(next);
    return remember(attempt, state)
        .call(() -> moveAway(attempt, moved))
        .map(done -> new Ending(report(attempt, harvest), state, attempt.page() != null));
  }

  // The URL that the source is to follow, after enough answers over enough time.
  private @Nullable String movedTo(Harvest harvest, Instant now) {
    Move move = harvest.memory().move();
    return move != null
            && harvest.outcome().isSuccess()
            && move.stands(MOVED_AFTER, config.moveAfter(), now)
        ? move.to().toString()
        : null;
  }

  // Two sources of one feed would ask its publisher twice: the one that came by a redirect is
  // polled
  // no more, while the other is.
  private Optional<Source> holder(Attempt attempt, String url) {
    return sources
        .findByUrl(url)
        .filter(other -> !other.id().equals(attempt.source().id()))
        .filter(
            other ->
                SourceStatus.of(other, states.find(other.id()).orElse(null))
                    != SourceStatus.DISABLED);
  }

  private PollState displaced(PollState state, @Nullable String moved, Source other) {
    String words =
        "moved for good to %s, which the source '%s' polls: this one is disabled"
            .formatted(moved, other.id());
    Health health = new Health(state.health().outcome(), words, 0, null);
    Plan plan = new Plan(state.plan().last(), null, words, null);
    return new PollState(state.memory(), health, plan, state.edition(), state.profile());
  }

  private Uni<Void> moveAway(Attempt attempt, @Nullable String moved) {
    if (moved == null || moved.equals(attempt.source().url().toString())) {
      return Uni.createFrom().voidItem();
    }
    log.moved(attempt.source(), moved);
    return sources.put(attempt.source().movedTo(moved));
  }

  private Uni<Void> remember(Attempt attempt, PollState state) {
    return sources
        .partition(attempt.source().id())
        .map(partition -> states.put(attempt.source().id(), state, partition))
        .orElseGet(() -> Uni.createFrom().voidItem()); // the source was deleted meanwhile
  }

  private PollState next(Attempt attempt, Harvest harvest, Instant now) {
    if (attempt.page() != null && attempt.state() != null) {
      return afterPage(attempt.source(), attempt.state(), harvest, now);
    }
    Memory memory = harvest.memory();
    Health health = health(attempt, harvest, now);
    Plan plan = plan(attempt.source(), memory, health, harvest.retryAfter(), now);
    Harvest.Crop crop = harvest.crop();
    PollState state =
        crop == null
            ? new PollState(memory, health, plan, attempt.edition().orElse(null), attempt.profile())
            : new PollState(
                memory,
                health,
                plan,
                crop.edition(),
                crop.normalizer().profile().after(attempt.profile(), now));
    return state.sentThrough(attempt.generation());
  }

  // How an older page fares says nothing of the feed. One that cannot be read ends the backlog, but
  // for a host that asks to be left alone.
  private PollState afterPage(Source source, PollState state, Harvest harvest, Instant now) {
    boolean ended = !harvest.outcome().isSuccess() && harvest.retryAfter() == null;
    Memory memory =
        ended ? harvest.memory().with(harvest.memory().overrun(), null) : harvest.memory();
    Plan plan = plan(source, memory, state.health(), harvest.retryAfter(), now);
    return new PollState(memory, state.health(), plan, state.edition(), state.profile())
        .sentThrough(state.generation());
  }

  private Plan plan(
      Source source, Memory memory, Health health, @Nullable Duration retryAfter, Instant now) {
    Backlog backlog = memory.backlog();
    return backlog != null && health.failures() == 0
        ? schedule.nextPage(backlog.left(), retryAfter, now)
        : schedule.next(
            source.interval(), health, new Schedule.Hints(memory.pace(), retryAfter), now);
  }

  private static Health health(Attempt attempt, Harvest harvest, Instant now) {
    if (harvest.outcome().isSuccess()) {
      return new Health(harvest.outcome(), null, 0, null);
    }
    Instant goneSince =
        harvest.outcome() != Outcome.GONE
            ? null
            : attempt.goneSince() == null ? now : attempt.goneSince();
    return new Health(harvest.outcome(), harvest.error(), attempt.failures() + 1, goneSince);
  }

  private PollReport report(Attempt attempt, Harvest harvest) {
    PollReport report =
        new PollReport(
            harvest.outcome(), harvest.memory().entries(), harvest.changed(), attempt.took());
    log.polled(attempt, harvest, report);
    return report;
  }
}
