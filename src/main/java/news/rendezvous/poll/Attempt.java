package news.rendezvous.poll;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import news.rendezvous.fetch.Validators;
import news.rendezvous.item.FeedProfile;
import news.rendezvous.poll.PollState.Memory;
import news.rendezvous.source.Source;
import org.jspecify.annotations.Nullable;

/**
 * One poll of a source, at its start.
 *
 * @param source as it is defined then
 * @param state what earlier polls learned; null for the first
 * @param generation of the topics at that moment: what is sent from then on may go to later ones
 * @param begun reading of {@link System#nanoTime}, which does not jump as the wall clock does
 */
record Attempt(Source source, @Nullable PollState state, String generation, long begun) {

  static Attempt begin(Source source, Optional<PollState> state, String generation) {
    return new Attempt(
        source,
        state.map(known -> known.under(generation)).orElse(null),
        generation,
        System.nanoTime());
  }

  Duration took() {
    return Duration.ofNanos(System.nanoTime() - begun);
  }

  Memory memory() {
    return state == null ? Memory.NONE : state.memory();
  }

  Validators validators() {
    return memory().validators();
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
