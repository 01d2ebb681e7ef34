package news.rendezvous.kafka.client;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** One-shot signal that ends the loop of a background thread, and its pauses at once. */
public final class ShutdownSignal {

  private static final Logger LOG = Logger.getLogger(ShutdownSignal.class);

  private final CountDownLatch latch = new CountDownLatch(1);

  public void set() {
    latch.countDown();
  }

  public boolean isSet() {
    return latch.getCount() == 0;
  }

  /** Pauses the calling thread, at most until the signal is set. */
  public void pause(Duration time) {
    try {
      if (latch.await(time.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.debugf("%s ends", Thread.currentThread().getName());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
