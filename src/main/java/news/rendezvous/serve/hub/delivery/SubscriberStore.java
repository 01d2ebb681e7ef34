package news.rendezvous.serve.hub.delivery;

import io.smallrye.mutiny.Uni;
import java.util.stream.Stream;

/** The rows of subscribers, as the owner of their partition uses them. */
public interface SubscriberStore {

  /** Receives changes of rows, in the order of their partition. */
  interface Listener {

    /**
     * A row was written.
     *
     * @param partition that it is in now
     */
    void changed(Subscriber row, int partition);

    void removed(String id);
  }

  Stream<Subscriber> inPartition(int partition);

  /**
   * Writes what was delivered to a subscriber, with lease and secret of its row as it is now; does
   * nothing where there is no row any more.
   */
  Uni<Void> progress(String id, String position, Subscriber.DeliveryState state);

  /** Removes a subscriber; does nothing where there is none. */
  Uni<Void> remove(String id);

  /** Writes a row again that was renewed while it was being removed. */
  Uni<Void> restore(Subscriber subscriber);
}
