package news.rendezvous.ingest.push.callback;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import news.rendezvous.ingest.push.PushReceipt;
import news.rendezvous.ingest.push.PushSubscriptions;
import org.apache.kafka.common.KafkaException;
import org.jboss.logging.Logger;

/**
 * Read-modify-write of receipts. The calls of hubs for one source are processed one at a time, so
 * that none overwrites the receipt of another.
 */
@ApplicationScoped
class ReceiptUpdates {

  private static final Logger LOG = Logger.getLogger("news.rendezvous.push");

  private final PushSubscriptions subscriptions;
  private final SerialQueues queues = new SerialQueues();

  @Inject
  ReceiptUpdates(PushSubscriptions subscriptions) {
    this.subscriptions = subscriptions;
  }

  /** Processes a call after those before it; a failure is logged. */
  <T> Uni<T> inTurn(String source, Supplier<Uni<? extends T>> call) {
    return queues.<T>submit(source, call).onFailure().invoke(e -> logUnlessKafka(e, source));
  }

  /** Stores the receipt of a callback as an update changes it, within a call. */
  Uni<Void> update(String source, String callback, UnaryOperator<PushReceipt> update) {
    return subscriptions.put(source, update.apply(subscriptions.receipt(source, callback)));
  }

  private static void logUnlessKafka(Throwable failure, String source) {
    if (failure instanceof KafkaException) {
      LOG.debugf(failure, "Call of a hub failed, it is asked to repeat it: source=%s", source);
    } else {
      LOG.errorf(failure, "Call of a hub failed by a bug: source=%s", source);
    }
  }
}
