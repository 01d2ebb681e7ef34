package news.rendezvous.ingest.resolve;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Single flight (request coalescing): concurrent requests for one key share one call. A queued call
 * is cancelled when its last waiter leaves; one that has started completes, since its answer is
 * cached.
 *
 * @param <K> key
 * @param <V> answer
 */
final class SingleFlight<K, V> {

  interface Call {

    /** Cancels the call if it is still queued; false if it has started. */
    boolean cancel();
  }

  private final class Flight {
    private final List<Consumer<V>> waiters = new ArrayList<>(1);
    private @Nullable Call call;
    private boolean completed;
  }

  private final BiFunction<K, Consumer<V>, Call> begin;
  private final Map<K, Flight> flights = new HashMap<>();

  SingleFlight(BiFunction<K, Consumer<V>, Call> begin) {
    this.begin = begin;
  }

  /**
   * Joins the flight of a key, or starts one.
   *
   * @param waiter called once, unless it leaves before
   * @return leaves the flight
   */
  Runnable join(K key, Consumer<V> waiter) {
    Flight flight;
    boolean first;
    synchronized (this) {
      first = !flights.containsKey(key);
      flight = flights.computeIfAbsent(key, x -> new Flight());
      flight.waiters.add(waiter);
    }
    if (first) {
      Call call = begin.apply(key, answer -> complete(key, flight, answer));
      synchronized (this) {
        flight.call = call;
      }
      cancelWithoutWaiters(key, flight);
    }
    return () -> leave(key, flight, waiter);
  }

  private void complete(K key, Flight flight, V answer) {
    List<Consumer<V>> waiters;
    synchronized (this) {
      flight.completed = true;
      flights.remove(key, flight);
      waiters = List.copyOf(flight.waiters);
      flight.waiters.clear();
    }
    waiters.forEach(waiter -> waiter.accept(answer));
  }

  private void leave(K key, Flight flight, Consumer<V> waiter) {
    synchronized (this) {
      flight.waiters.remove(waiter);
    }
    cancelWithoutWaiters(key, flight);
  }

  // A waiter that joins concurrently finds either this flight, or none and starts another.
  private synchronized void cancelWithoutWaiters(K key, Flight flight) {
    if (!flight.completed
        && flight.waiters.isEmpty()
        && flight.call != null
        && flight.call.cancel()) {
      flights.remove(key, flight);
    }
  }
}
