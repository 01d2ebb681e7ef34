package news.rendezvous.serve.hub.delivery;

import java.util.List;
import java.util.Optional;

/** Port: makes the requests to the callbacks of one kind. */
public interface NotificationFormat {

  Subscriber.Kind kind();

  /**
   * The content that a subscriber gets, as its feed or view is now; called again after a change of
   * the views.
   *
   * @return empty where there is no such feed or view any more: the subscriber is removed, unless
   *     it is so new that its view or source may not have been read here yet
   */
  Optional<Content> content(Subscriber subscriber);

  /** Content of a subscription: the events that match, and the requests made of them. */
  interface Content {

    /** True for an event that the subscriber gets. */
    boolean concerns(HubEvent event);

    /** Most events of one request. */
    int most();

    /** Most bytes of the records of the events of one request; one event always fits. */
    default long mostBytes() {
      return Long.MAX_VALUE;
    }

    /**
     * One request with some events, at least one.
     *
     * @return empty where there is nothing to say of them, such as of an item that has left the
     *     view
     */
    Optional<Notification> notification(List<HubEvent> events);
  }
}
