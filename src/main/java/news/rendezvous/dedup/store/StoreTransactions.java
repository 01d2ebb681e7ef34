package news.rendezvous.dedup.store;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Lets stores take part in the Kafka transaction of their stream thread: a store enlists with its
 * first write, and is called back after commit or abort. Each thread has one producer, and so one
 * transaction at a time.
 */
public final class StoreTransactions {

  /** A store with changes in the open transaction. */
  interface Participant {

    TopicPartition changelog();

    /**
     * Applies the changes.
     *
     * @param offset of the last record that the transaction has in the changelog; empty where the
     *     broker did not say
     */
    void commit(OptionalLong offset);

    void rollback();
  }

  private static final class Enlisted {

    private final Participant store;
    private @Nullable Future<RecordMetadata> last;

    Enlisted(Participant store) {
      this.store = store;
    }

    // The transaction was committed, hence all its records are acknowledged.
    private OptionalLong offset() throws InterruptedException, ExecutionException {
      Future<RecordMetadata> sent = last;
      return sent == null || !sent.get().hasOffset()
          ? OptionalLong.empty()
          : OptionalLong.of(sent.get().offset());
    }
  }

  private final ThreadLocal<Map<TopicPartition, Enlisted>> enlisted =
      ThreadLocal.withInitial(HashMap::new);

  void enlist(Participant store) {
    enlisted.get().put(store.changelog(), new Enlisted(store));
  }

  /** Notes a record that this thread has sent, which are in the order of their offsets. */
  public void sent(TopicPartition partition, Future<RecordMetadata> record) {
    Enlisted store = enlisted.get().get(partition);
    if (store != null) {
      store.last = record;
    }
  }

  /** Called after the commit of this thread's transaction. */
  public void committed() {
    for (Enlisted one : takeAll()) {
      try {
        one.store.commit(one.offset());
      } catch (ExecutionException e) {
        throw new IllegalStateException("a record of a committed transaction was not sent", e);
      } catch (InterruptedException e) { // cannot be: it does not wait
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
  }

  /** Called after the abort of this thread's transaction. */
  public void aborted() {
    takeAll().forEach(one -> one.store.rollback());
  }

  private List<Enlisted> takeAll() {
    List<Enlisted> all = List.copyOf(enlisted.get().values());
    enlisted.get().clear();
    return all;
  }
}
