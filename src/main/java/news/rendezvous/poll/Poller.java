package news.rendezvous.poll;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import news.rendezvous.fetch.Fetched;
import news.rendezvous.fetch.Fetcher;
import news.rendezvous.fetch.Outcome;
import news.rendezvous.fetch.Permit;
import news.rendezvous.poll.PollState.Health;
import news.rendezvous.poll.PollState.Memory;
import news.rendezvous.poll.PollState.Move;
import news.rendezvous.poll.PollState.Plan;
import news.rendezvous.source.Source;
import news.rendezvous.source.SourceRegistry;

/**
 * Polls one source once: fetch, find what is new, make entries of it, send them, and only when all
 * are acknowledged remember that they were seen.
 */
@ApplicationScoped
class Poller {

  /** Equal permanent redirects in a row after which the source has moved. */
  private static final int MOVED_AFTER = 3;

  private final Fetcher fetcher;
  private final Executor readers;
  private final Harvester harvester;
  private final Delivery delivery;
  private final PollStates states;
  private final SourceRegistry sources;
  private final Schedule schedule;
  private final PollLog log;
  private final InstantSource clock;

  @Inject
  Poller(
      Fetcher fetcher,
      ReadingThreads readers,
      Harvester harvester,
      Delivery delivery,
      PollStates states,
      SourceRegistry sources,
      PollConfig config,
      PollLog log,
      InstantSource clock) {
    this.fetcher = fetcher;
    this.readers = readers.executor();
    this.harvester = harvester;
    this.delivery = delivery;
    this.states = states;
    this.sources = sources;
    this.schedule = new Schedule(config, new Random());
    this.log = log;
    this.clock = clock;
  }

  /**
   * Polls a source; fails only when Kafka does not take what it brought, and then nothing counts.
   *
   * @param permit for the first request, granted
   * @param fetched told what the source's host has answered
   */
  Uni<Ending> poll(
      Source source, Optional<PollState> state, Permit permit, Consumer<Fetched> fetched) {
    Attempt attempt = Attempt.begin(source, state);
    return fetcher.fetch(
        source,
        attempt.validators(),
        permit,
        fetching ->
            fetching
                .invoke(fetched)
                .emitOn(readers)
                .map(answer -> harvester.harvest(attempt, answer))
                .call(harvest -> deliver(attempt, harvest))
                .flatMap(harvest -> end(attempt, harvest)));
  }

  private Uni<Void> deliver(Attempt attempt, Harvest harvest) {
    Harvest.Crop crop = harvest.crop();
    return crop == null ? Uni.createFrom().voidItem() : delivery.send(attempt.source(), crop);
  }

  private Uni<Ending> end(Attempt attempt, Harvest harvest) {
    PollState state = next(attempt, harvest);
    return remember(attempt, state)
        .call(() -> moveAway(attempt, harvest))
        .map(done -> new Ending(report(attempt, harvest), state));
  }

  private Uni<Void> remember(Attempt attempt, PollState state) {
    return sources
        .partition(attempt.source().id())
        .map(partition -> states.put(attempt.source().id(), state, partition))
        .orElseGet(() -> Uni.createFrom().voidItem()); // the source was deleted meanwhile
  }

  private PollState next(Attempt attempt, Harvest harvest) {
    Instant now = clock.instant();
    Memory memory = harvest.memory();
    Health health = health(attempt, harvest, now);
    Schedule.Hints hints =
        new Schedule.Hints(harvest.transfer().freshFor(), memory.pace(), harvest.retryAfter());
    Plan plan = schedule.next(attempt.source().interval(), health, hints, now);
    Harvest.Crop crop = harvest.crop();
    return crop == null
        ? new PollState(memory, health, plan, attempt.edition().orElse(null), attempt.profile())
        : new PollState(memory, health, plan, crop.edition(), crop.normalizer().profile());
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

  private Uni<Void> moveAway(Attempt attempt, Harvest harvest) {
    Move move = harvest.memory().move();
    if (move == null || move.times() < MOVED_AFTER) {
      return Uni.createFrom().voidItem();
    }
    log.moved(attempt.source(), move.to());
    return sources.put(attempt.source().movedTo(move.to().toString()));
  }

  private PollReport report(Attempt attempt, Harvest harvest) {
    PollReport report =
        new PollReport(
            harvest.outcome(), harvest.memory().entries(), harvest.changed(), attempt.took());
    log.polled(attempt, harvest, report);
    return report;
  }
}
