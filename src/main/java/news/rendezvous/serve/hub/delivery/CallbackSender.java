package news.rendezvous.serve.hub.delivery;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Port: makes one request to a callback. */
public interface CallbackSender {

  /**
   * Makes one request, signed for the subscriber and bounded in time. Never fails.
   *
   * @param notification may be shared by all subscribers of a topic
   */
  Uni<DeliveryResult> send(Subscriber subscriber, Notification notification);

  /** Outcome of a request. */
  sealed interface DeliveryResult {

    /** Status 2xx. */
    record Delivered() implements DeliveryResult {}

    /** Status 410: the callback wants no more. */
    record Gone() implements DeliveryResult {}

    /**
     * Any other answer, or none.
     *
     * @param reason for an operator
     * @param retryAfter as the callback demands it; null where it does not
     */
    record Failed(String reason, @Nullable Duration retryAfter) implements DeliveryResult {}
  }
}
