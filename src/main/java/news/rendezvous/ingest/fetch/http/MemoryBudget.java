package news.rendezvous.ingest.fetch.http;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import news.rendezvous.ingest.fetch.http.HttpRequest.BodyPlan;
import org.jspecify.annotations.Nullable;

/**
 * Memory budget for documents in flight, from their first byte until their entries are published.
 * Without it the long documents of many sources that are due at a start would exhaust the heap.
 *
 * <p>A reservation over the limit waits until others have closed. If all wait, the oldest proceeds,
 * so that one document may exceed the limit and none waits for ever.
 */
public final class MemoryBudget {

  private final long limit;
  private final PriorityQueue<DocumentReservation> waiting =
      new PriorityQueue<>(Comparator.comparingLong((DocumentReservation one) -> one.number));
  private long reserved;
  private long numbers;

  /** Reservations that hold bytes and do not wait. */
  private int running;

  /** Bytes reserved for one body while it is received. */
  public interface Reservation {

    /** For bodies whose {@link BodyPlan} has a small limit. */
    Reservation UNLIMITED =
        new Reservation() {
          @Override
          public boolean grow(long bytes, Runnable resume) {
            return true;
          }

          @Override
          public long waited() {
            return 0;
          }
        };

    /**
     * Reserves more bytes.
     *
     * @param resume runs on any thread once the bytes are reserved, if they are not now
     * @return true if they are reserved now
     */
    boolean grow(long bytes, Runnable resume);

    /** Nanoseconds spent waiting so far, the current wait included. */
    long waited();
  }

  public MemoryBudget(long limit) {
    this.limit = limit;
  }

  public synchronized DocumentReservation reserve() {
    return new DocumentReservation(numbers++);
  }

  /** Admits waiting reservations that fit; returns their tasks, to be run without the lock. */
  private List<Runnable> admit() {
    List<Runnable> admitted = new ArrayList<>();
    DocumentReservation next = waiting.peek();
    while (next != null && (running == 0 || reserved + next.wanted <= limit)) {
      waiting.remove();
      admitted.add(next.admitted());
      next = waiting.peek();
    }
    return admitted;
  }

  /** Reservation of one document; closing it releases all of its bytes. */
  public final class DocumentReservation implements Reservation, AutoCloseable {

    private final long number;
    private long held;
    private long wanted;
    private long waited;
    private long waitingSince;
    private boolean closed;
    private @Nullable Runnable resume;

    private DocumentReservation(long number) {
      this.number = number;
    }

    @Override
    public boolean grow(long bytes, Runnable task) {
      List<Runnable> admitted;
      synchronized (MemoryBudget.this) {
        if (closed || bytes == 0) {
          return true;
        }
        running -= held > 0 ? 1 : 0;
        if (reserved + bytes <= limit) {
          take(bytes);
          return true;
        }
        await(bytes, task);
        admitted = admit();
      }
      admitted.forEach(Runnable::run);
      return false;
    }

    private void take(long bytes) {
      held += bytes;
      reserved += bytes;
      running++;
    }

    private void await(long bytes, Runnable task) {
      wanted = bytes;
      resume = task;
      waitingSince = System.nanoTime();
      waiting.add(this);
    }

    private Runnable admitted() {
      Runnable task = resume;
      waited += System.nanoTime() - waitingSince;
      resume = null;
      take(wanted);
      return task == null ? () -> {} : task;
    }

    @Override
    public long waited() {
      synchronized (MemoryBudget.this) {
        return waited + (resume == null ? 0 : System.nanoTime() - waitingSince);
      }
    }

    @Override
    public void close() {
      List<Runnable> admitted;
      synchronized (MemoryBudget.this) {
        boolean waits = waiting.remove(this);
        running -= !waits && held > 0 ? 1 : 0;
        reserved -= held;
        held = 0;
        closed = true;
        admitted = admit();
      }
      admitted.forEach(Runnable::run);
    }
  }
}
