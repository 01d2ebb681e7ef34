package news.rendezvous.resolve;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Single flight: concurrent requests for one key are one. A flight that has not begun ends when the
 * last of its waiters leaves; one that has begun goes on, for its answer is worth remembering.
 *
 * @param <K> key
 * @param <V> answer
 */
final class SingleFlight<K, V> {

  /** A request that waits for its turn or is under way. */
  interface Departure {

    /** Takes the request back if it has not begun, and says whether it was. */
    boolean cancel();
  }

  private final class Flight {
    private final List<Consumer<V>> waiters = new ArrayList<>(1);
    private @Nullable Departure departure;
    private boolean landed;
  }

  private final BiFunction<K, Consumer<V>, Departure> begin;
  private final Map<K, Flight> flights = new HashMap<>();

  /**
   * No flights yet.
   *
   * @param begin begins the request for a key, and passes on the answer when there is one
   */
  SingleFlight(BiFunction<K, Consumer<V>, Departure> begin) {
    this.begin = begin;
  }

  /**
   * Waits for the answer of a key.
   *
   * @param waiter called once, unless it leaves before
   * @return to leave with
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
      Departure departure = begin.apply(key, answer -> land(key, flight, answer));
      synchronized (this) {
        flight.departure = departure;
      }
      abandonWithoutWaiters(key, flight);
    }
    return () -> leave(key, flight, waiter);
  }

  /** Whether a request for a key waits or is under way. */
  synchronized boolean isUnderWay(K key) {
    return flights.containsKey(key);
  }

  private void land(K key, Flight flight, V answer) {
    List<Consumer<V>> waiters;
    synchronized (this) {
      flight.landed = true;
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
    abandonWithoutWaiters(key, flight);
  }

  // Who joins meanwhile finds either this flight going on, or none and begins another.
  private synchronized void abandonWithoutWaiters(K key, Flight flight) {
    if (!flight.landed
        && flight.waiters.isEmpty()
        && flight.departure != null
        && flight.departure.cancel()) {
      flights.remove(key, flight);
    }
  }
}
