package news.rendezvous.poll;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import news.rendezvous.fetch.Validators;
import news.rendezvous.item.FeedProfile;
import news.rendezvous.poll.PollState.Backlog;
import news.rendezvous.poll.PollState.Memory;
import news.rendezvous.source.Source;
import org.jspecify.annotations.Nullable;

/**
 * One poll of a source, at its start.
 *
 * @param source as it is defined then
 * @param state what earlier polls learned; null for the first
 * @param page the older page of the feed that is read this time; null for the feed itself
 * @param generation of the topics at that moment: what is sent from then on may go to later ones;
 *     empty until they are known
 * @param begun reading of {@link System#nanoTime}, which does not jump as the wall clock does
 */
record Attempt(
    Source source,
    @Nullable PollState state,
    @Nullable Backlog page,
    String generation,
    long begun) {

  /** Polls the feed. */
  static Attempt begin(Source source, Optional<PollState> state) {
    return new Attempt(source, state.orElse(null), null, "", System.nanoTime());
  }

  /** Reads the next older page of the feed where one is left, else polls the feed. */
  static Attempt resume(Source source, Optional<PollState> state) {
    Backlog page =
        state
            .filter(known -> known.health().failures() == 0)
            .map(known -> known.memory().backlog())
            .orElse(null);
    return new Attempt(source, state.orElse(null), page, "", System.nanoTime());
  }

  /** The same attempt with what of the state is true of these topics. */
  Attempt through(String topics) {
    PollState known = state == null ? null : state.under(topics);
    Backlog older = page == null || known == null ? null : known.memory().backlog();
    return new Attempt(source, known, older, topics, begun);
  }

  /** The source at the address that is asked. */
  Source target() {
    return page == null ? source : source.movedTo(page.url());
  }

  Duration took() {
    return Duration.ofNanos(System.nanoTime() - begun);
  }

  Memory memory() {
    return state == null ? Memory.NONE : state.memory();
  }

  Validators validators() {
    return page == null ? memory().validators() : Validators.NONE;
  }

  int failures() {
    return state == null ? 0 : state.health().failures();
  }

  @Nullable Instant goneSince() {
    return state == null ? null : state.health().goneSince();
  }

  /** The edition that was fixed at the first successful poll. */
  Optional<String> edition() {
    return Optional.ofNullable(state == null ? null : state.edition());
  }

  @Nullable FeedProfile profile() {
    return state == null ? null : state.profile();
  }
}
