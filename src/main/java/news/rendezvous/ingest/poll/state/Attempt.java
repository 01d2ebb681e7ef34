package news.rendezvous.ingest.poll.state;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import news.rendezvous.ingest.fetch.Validators;
import news.rendezvous.item.FeedProfile;
import news.rendezvous.source.Source;
import org.jspecify.annotations.Nullable;

/**
 * Input of one poll of a source.
 *
 * @param source its definition at the start of the poll
 * @param state after the previous poll; null for the first
 * @param page the older page of the feed to read; null for the feed itself
 * @param generation of the topics at the start of the poll; empty until it is known
 * @param begun start of the poll, a reading of {@link System#nanoTime}
 */
public record Attempt(
    Source source,
    @Nullable PollState state,
    @Nullable OlderPages page,
    String generation,
    long begun) {

  /** A poll of the feed. */
  public static Attempt begin(Source source, Optional<PollState> state) {
    return new Attempt(source, state(source, state), null, "", System.nanoTime());
  }

  /** A poll of the next older page of the feed if one is left, otherwise of the feed. */
  public static Attempt resume(Source source, Optional<PollState> state) {
    PollState known = state(source, state);
    OlderPages page =
        known != null && known.health().failures() == 0 ? known.memory().backlog() : null;
    return new Attempt(source, known, page, "", System.nanoTime());
  }

  private static @Nullable PollState state(Source source, Optional<PollState> state) {
    return state.map(known -> known.forUrl(source.url().toString())).orElse(null);
  }

  /** The same attempt, with the state for the topics that exist now. */
  public Attempt withTopics(String topics) {
    PollState known = state == null ? null : state.forTopics(topics);
    OlderPages older = page == null || known == null ? null : known.memory().backlog();
    return new Attempt(source, known, older, topics, begun);
  }

  /** The source with the URL of this poll. */
  public Source target() {
    return page == null ? source : source.movedTo(page.url());
  }

  public Duration took() {
    return Duration.ofNanos(System.nanoTime() - begun);
  }

  public PollMemory memory() {
    return state == null ? PollMemory.NONE : state.memory();
  }

  public PollHistory history() {
    return state == null || state.history() == null ? PollHistory.NONE : state.history();
  }

  public Validators validators() {
    return page == null ? memory().validators() : Validators.NONE;
  }

  public int failures() {
    return state == null ? 0 : state.health().failures();
  }

  @Nullable
  public Instant goneSince() {
    return state == null ? null : state.health().goneSince();
  }

  /** The edition that was fixed at the first successful poll. */
  public Optional<String> edition() {
    return Optional.ofNullable(state == null ? null : state.edition());
  }

  @Nullable
  public FeedProfile profile() {
    return state == null ? null : state.profile();
  }
}
