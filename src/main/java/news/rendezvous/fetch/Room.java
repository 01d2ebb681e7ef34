package news.rendezvous.fetch;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Memory for the documents in hand: those that are received, read or sent on. Many long documents
 * at once, which any start may bring, would else take all the memory that there is.
 *
 * <p>Who finds no room waits until others have ended. Where all wait, the eldest goes on all the
 * same: so one document may be beyond the limit, and nobody waits for ever.
 */
final class Room {

  private final long limit;
  private final PriorityQueue<Place> waiting =
      new PriorityQueue<>(Comparator.comparingLong((Place place) -> place.number));
  private long held;
  private long entered;

  /** How many hold something and do not wait. */
  private int busy;

  /**
   * @param limit bytes of all documents together
   */
  Room(long limit) {
    this.limit = limit;
  }

  /** A place for one document, which holds nothing yet. */
  synchronized Place enter() {
    return new Place(entered++);
  }

  /** Those who need wait no longer; to be told so by who has left this object's lock. */
  private List<Runnable> admit() {
    List<Runnable> admitted = new ArrayList<>();
    Place next = waiting.peek();
    while (next != null && (busy == 0 || held + next.wanted <= limit)) {
      waiting.remove();
      admitted.add(next.admitted());
      next = waiting.peek();
    }
    return admitted;
  }

  /** What one document holds, until it is closed. */
  final class Place implements Claim, AutoCloseable {

    private final long number;
    private long holds;
    private long wanted;
    private long waited;
    private long since;
    private boolean closed;
    private @Nullable Runnable then;

    private Place(long number) {
      this.number = number;
    }

    @Override
    public boolean grow(long bytes, Runnable goOn) {
      List<Runnable> admitted;
      synchronized (Room.this) {
        if (closed || bytes == 0) {
          return true;
        }
        busy -= holds > 0 ? 1 : 0;
        if (held + bytes <= limit) {
          take(bytes);
          return true;
        }
        await(bytes, goOn);
        admitted = admit();
      }
      admitted.forEach(Runnable::run);
      return false;
    }

    private void take(long bytes) {
      holds += bytes;
      held += bytes;
      busy++;
    }

    private void await(long bytes, Runnable goOn) {
      wanted = bytes;
      then = goOn;
      since = System.nanoTime();
      waiting.add(this);
    }

    private Runnable admitted() {
      Runnable goOn = then;
      waited += System.nanoTime() - since;
      then = null;
      take(wanted);
      return goOn == null ? () -> {} : goOn;
    }

    @Override
    public long waited() {
      synchronized (Room.this) {
        return waited + (then == null ? 0 : System.nanoTime() - since);
      }
    }

    /** Leaves all that it holds to others. */
    @Override
    public void close() {
      List<Runnable> admitted;
      synchronized (Room.this) {
        boolean waits = waiting.remove(this);
        busy -= !waits && holds > 0 ? 1 : 0;
        held -= holds;
        holds = 0;
        closed = true;
        admitted = admit();
      }
      admitted.forEach(Runnable::run);
    }
  }
}
