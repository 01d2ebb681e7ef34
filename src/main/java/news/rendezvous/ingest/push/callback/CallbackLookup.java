package news.rendezvous.ingest.push.callback;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import news.rendezvous.ingest.push.CallbackBase;
import news.rendezvous.ingest.push.PushSubscription;
import news.rendezvous.ingest.push.PushSubscriptions;
import news.rendezvous.source.Source;
import news.rendezvous.source.SourceRegistry;
import org.jspecify.annotations.Nullable;

/**
 * Resolves the id of a callback to its source and subscription. A hub that gets 404 or 410 ends the
 * subscription: so it gets 503 at a start, and while the service has no address.
 */
@ApplicationScoped
class CallbackLookup {

  static final String UNREAD = "The subscriptions have not been read yet: try again.";
  static final String SUSPENDED =
      "The service has no public address at which hubs reach it (rendezvous.public-url): try again.";

  private final PushSubscriptions subscriptions;
  private final SourceRegistry sources;
  private final CallbackBase callbacks;

  @Inject
  CallbackLookup(PushSubscriptions subscriptions, SourceRegistry sources, CallbackBase callbacks) {
    this.subscriptions = subscriptions;
    this.sources = sources;
    this.callbacks = callbacks;
  }

  /**
   * Target of a callback, open or retired.
   *
   * @param source id of its source
   * @param subscription of that source, which may use another callback; null if it has none now
   * @param wanted the source; null where the service does not take pushes for it any more
   * @param suspended true where the service wants the subscription and will use it again, but has
   *     no address for hubs now
   */
  record CallbackTarget(
      String callback,
      String source,
      @Nullable PushSubscription subscription,
      @Nullable Source wanted,
      boolean suspended) {

    /** True if the callback is the one that the hub uses, or may use. */
    boolean isOpen() {
      return subscription != null && subscription.isOpenAt(callback);
    }

    boolean isSuspended() {
      return suspended && isOpen();
    }
  }

  /** False at a start, until the topics have been read. */
  boolean isRead() {
    return subscriptions.isRead() && sources.isRead();
  }

  Optional<CallbackTarget> find(String callback) {
    return subscriptions.sourceOf(callback).map(source -> target(callback, source));
  }

  private CallbackTarget target(String callback, String id) {
    Source source = sources.find(id).filter(Source::enabled).orElse(null);
    return new CallbackTarget(
        callback,
        id,
        subscriptions.find(id).orElse(null),
        callbacks.isUsable() ? source : null,
        callbacks.isMissing() && source != null);
  }
}
