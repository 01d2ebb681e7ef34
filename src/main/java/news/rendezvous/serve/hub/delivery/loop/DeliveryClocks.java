package news.rendezvous.serve.hub.delivery.loop;

import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * The two clocks of deliveries.
 *
 * @param nanos monotonic, in nanoseconds: waits do not depend on the time of day
 * @param wall for what is stored, such as the end of a lease
 */
record DeliveryClocks(LongSupplier nanos, InstantSource wall) {

  long now() {
    return nanos.getAsLong();
  }

  Instant time() {
    return wall.instant();
  }
}
