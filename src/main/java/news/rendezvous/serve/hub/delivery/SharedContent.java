package news.rendezvous.serve.hub.delivery;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import news.rendezvous.serve.hub.delivery.NotificationFormat.Content;
import news.rendezvous.view.StreamPosition;
import org.jspecify.annotations.Nullable;

/**
 * Content that is the same for all subscribers of a topic: each event is evaluated once for all of
 * them, and a request is rendered once for those that get the same events. For any thread.
 */
public final class SharedContent {

  /** Bound of the time in which another answer of the format is noticed without a new view. */
  private static final long REFRESH_NANOS = TimeUnit.MINUTES.toNanos(1);

  /** Blocks of the history whose matching events are kept. */
  private static final int BLOCKS = 4;

  /**
   * Matching events of the window.
   *
   * @param to number up to which the window was evaluated
   * @param position the position there
   */
  public record Matches(List<EventWindow.Numbered> events, long to, StreamPosition position) {}

  /** Matching events of a block of the history, which is compared by identity. */
  private record OfBlock(EventHistory.Block block, List<HubEvent> events) {}

  private record RenderKey(Content content, List<HubEvent> events) {}

  /** State that the contents of all topics share: the cache of requests, clock and views. */
  public static final class Shared {

    private static final int REQUESTS_BYTES = 16 << 20;
    private static final Duration KEPT = Duration.ofSeconds(30);

    private final LongSupplier version;
    private final LongSupplier nanos;
    private final BiConsumer<HubEvent, RuntimeException> setAside;
    private final Cache<RenderKey, Optional<Notification>> requests =
        Caffeine.newBuilder()
            .maximumWeight(REQUESTS_BYTES)
            .weigher((RenderKey key, Optional<Notification> made) -> weight(key, made))
            .expireAfterWrite(KEPT)
            .build();

    /**
     * Nothing rendered yet.
     *
     * @param version of the views, of which contents are made
     * @param nanos monotonic clock
     * @param setAside receives an event on which a format fails, which is skipped
     */
    public Shared(
        LongSupplier version, LongSupplier nanos, BiConsumer<HubEvent, RuntimeException> setAside) {
      this.version = version;
      this.nanos = nanos;
      this.setAside = setAside;
    }

    private static int weight(RenderKey key, Optional<Notification> made) {
      return 100 * (1 + key.events().size()) + made.map(one -> one.body().length).orElse(0);
    }
  }

  private final NotificationFormat format;
  private final Subscriber any;
  private final Shared shared;
  private @Nullable Content content;
  private long madeOf;
  private long madeAt;
  private boolean made;
  private final List<EventWindow.Numbered> matching = new ArrayList<>();
  private long evaluatedFrom;
  private long evaluatedTo;
  private StreamPosition evaluated = StreamPosition.of();
  private final Deque<OfBlock> blocks = new ArrayDeque<>();

  /**
   * Content that is not made yet.
   *
   * @param any one of the subscribers
   */
  public SharedContent(NotificationFormat format, Subscriber any, Shared shared) {
    this.format = format;
    this.any = any;
    this.shared = shared;
  }

  /**
   * The key of the content that a subscriber gets: its topic, or the webhook itself, which may be
   * of some types of events only.
   */
  public static String key(Subscriber subscriber) {
    return switch (subscriber.kind()) {
      case WEBSUB -> "hub " + subscriber.topic();
      case WEBHOOK -> subscriber.id();
    };
  }

  /** The content as it is now; empty where there is none any more. */
  public synchronized Optional<Content> current() {
    long version = shared.version.getAsLong();
    long now = shared.nanos.getAsLong();
    boolean changed = !made || version != madeOf;
    if (changed || content == null || now - madeAt > REFRESH_NANOS) {
      content = format.content(any).orElse(null);
      madeOf = version;
      madeAt = now;
      made = true;
    }
    if (changed) {
      matching.clear();
      evaluatedTo = evaluatedFrom;
      blocks.clear();
    }
    return Optional.ofNullable(content);
  }

  /** Most events of a request; at least 1. */
  int most() {
    return current().map(one -> Math.max(1, one.most())).orElse(1);
  }

  /** Most bytes of the records of a request. */
  long mostBytes() {
    return current().map(Content::mostBytes).orElse(0L);
  }

  /**
   * The events of the window from a number on that match; null where some of them have left the
   * window.
   */
  public synchronized @Nullable Matches matches(EventWindow window, long from) {
    Content now = current().orElse(null);
    if (now == null) {
      return null;
    }
    if (from < evaluatedFrom || evaluatedTo == evaluatedFrom) {
      matching.clear();
      evaluatedFrom = from;
      evaluatedTo = from;
      evaluated = StreamPosition.of(); // the topic may be another one
    }
    StreamPosition reached = window.reached(); // before the events: they may go on behind it
    List<EventWindow.Numbered> added = window.from(evaluatedTo);
    if (added == null) {
      matching.clear();
      evaluatedTo = evaluatedFrom;
      return null;
    }
    for (EventWindow.Numbered one : added) {
      if (concerns(now, one.event())) {
        matching.add(one);
      }
      evaluated = one.after();
    }
    evaluated = evaluated.or(reached);
    evaluatedTo += added.size();
    return new Matches(behind(from), evaluatedTo, evaluated);
  }

  private List<EventWindow.Numbered> behind(long from) {
    int first = matching.size();
    while (first > 0 && matching.get(first - 1).number() >= from) {
      first--;
    }
    return List.copyOf(matching.subList(first, matching.size()));
  }

  /** Forgets matches before a number, which no subscriber needs any more. */
  public synchronized void forgetBefore(long number) {
    if (number > evaluatedFrom && number <= evaluatedTo) {
      evaluatedFrom = number;
      matching.removeIf(one -> one.number() < number);
    }
  }

  private boolean concerns(Content now, HubEvent event) {
    try {
      return now.concerns(event);
    } catch (RuntimeException e) { // one event must not end all deliveries of a topic
      shared.setAside.accept(event, e);
      return false;
    }
  }

  /** The events of a block that match. */
  synchronized List<HubEvent> matches(EventHistory.Block block) {
    Content now = current().orElse(null);
    if (now == null) {
      return List.of();
    }
    for (OfBlock known : blocks) {
      if (known.block() == block) {
        return known.events();
      }
    }
    List<HubEvent> found = block.events().stream().filter(event -> concerns(now, event)).toList();
    if (blocks.size() == BLOCKS) {
      blocks.removeFirst();
    }
    blocks.addLast(new OfBlock(block, found));
    return found;
  }

  /**
   * The request with some events; empty where there is nothing to say of them, or no such content
   * any more.
   *
   * @throws RuntimeException of the format
   */
  public Optional<Notification> notification(List<HubEvent> events) {
    return current()
        .flatMap(
            now -> shared.requests.get(new RenderKey(now, events), key -> render(now, events)));
  }

  private static Optional<Notification> render(Content content, List<HubEvent> events) {
    return content.notification(events);
  }

  /** Sets aside an event on which the format fails. */
  public void setAside(HubEvent event, RuntimeException why) {
    shared.setAside.accept(event, why);
  }
}
