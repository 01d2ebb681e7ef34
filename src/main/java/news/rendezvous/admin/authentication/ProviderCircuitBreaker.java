package news.rendezvous.admin.authentication;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Circuit breaker for a provider that was down at the start: Quarkus OIDC (3.33) tries to reach it
 * once for each token. Here one call is in progress at a time, and after a failed one there is none
 * for a while. The first answer closes the circuit for good: from then on tokens are verified with
 * the provider's keys, and nobody's forged token may keep right ones from being verified.
 *
 * @param <T> result of a call
 */
final class ProviderCircuitBreaker<T> {

  private final Duration delay;
  private final InstantSource clock;
  private final Predicate<T> isFailure;
  private volatile boolean closed;
  private Instant next = Instant.MIN;
  private @Nullable Uni<T> trial;

  ProviderCircuitBreaker(Duration delay, InstantSource clock, Predicate<T> isFailure) {
    this.delay = delay;
    this.clock = clock;
    this.isFailure = isFailure;
  }

  /**
   * Runs a call, after the one that is in progress, unless the circuit is open.
   *
   * @param call never fails
   * @param rejected result while the circuit is open
   */
  Uni<T> run(Supplier<Uni<T>> call, T rejected) {
    return closed ? call.get() : tried(call, rejected);
  }

  private synchronized Uni<T> tried(Supplier<Uni<T>> call, T rejected) {
    if (trial != null) {
      return trial.chain(former -> closed ? call.get() : Uni.createFrom().item(rejected));
    }
    if (clock.instant().isBefore(next)) {
      return Uni.createFrom().item(rejected);
    }
    trial = call.get().invoke(this::conclude).memoize().indefinitely();
    return trial;
  }

  private synchronized void conclude(T result) {
    closed = !isFailure.test(result);
    next = clock.instant().plus(delay);
    trial = null;
  }
}
