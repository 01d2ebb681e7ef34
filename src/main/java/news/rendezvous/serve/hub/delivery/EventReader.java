package news.rendezvous.serve.hub.delivery;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import news.rendezvous.view.StreamPosition;
import org.jspecify.annotations.Nullable;

/**
 * Reads the next events of a subscriber: from the window, or where it is behind that, from the
 * history. In both, an event before the subscriber's position is skipped, and the position moves
 * only over events that were read, so that none is left out where one continues the other.
 */
public final class EventReader {

  /** Blocks of the history that are read for a request at most. */
  private static final int BLOCKS = 8;

  private final EventWindow window;
  private final EventHistory history;
  private volatile StreamPosition end = StreamPosition.of();

  public EventReader(EventWindow window, EventHistory history) {
    this.window = window;
    this.history = history;
  }

  /**
   * A place in the items topic.
   *
   * @param number of the next event in the window; {@link #UNKNOWN} where it is behind the window,
   *     or not known
   */
  public record Place(StreamPosition position, long number) {

    static final long UNKNOWN = -1;

    /** A place that is not known in the window. */
    public static Place at(StreamPosition position) {
      return new Place(position, UNKNOWN);
    }

    public boolean isKnown() {
      return number != UNKNOWN;
    }
  }

  /**
   * Events of one request.
   *
   * @param events in order; none where all that was read is skipped
   * @param to the place after them
   * @param setAside number of events that were given up
   * @param lost true if the topic did not hold some of the next records any more
   */
  public record Batch(List<HubEvent> events, Place to, int setAside, boolean lost) {}

  /** True if the next events are in the window, so that nothing is read from the topic. */
  public boolean isInWindow(Place place) {
    return place.isKnown() && window.holds(place.number());
  }

  /**
   * The next events.
   *
   * @param setAsideBefore the events before this time that come next are given up, and no others
   *     are read; null to read events
   * @return empty where there is no such content any more
   * @throws org.apache.kafka.common.KafkaException where the topic cannot be read now
   */
  public Optional<Batch> next(Place from, SharedContent content, @Nullable Instant setAsideBefore) {
    if (content.current().isEmpty()) {
      return Optional.empty();
    }
    Place at = isInWindow(from) ? from : enter(from.position());
    Collected collected = new Collected(content.most(), content.mostBytes(), setAsideBefore);
    return Optional.of(
        at.isKnown() ? ofWindow(at, content, collected) : ofHistory(at, content, collected));
  }

  /** Forgets the end of a topic that was created again. */
  public void forgetEnd() {
    end = StreamPosition.of();
  }

  private Place enter(StreamPosition from) {
    StreamPosition position = window.ofTopic(from);
    StreamPosition possible = window.reached().reaches(position) ? position : bounded(position);
    return known(possible);
  }

  private Place known(StreamPosition position) {
    OptionalLong number = window.numberAt(position);
    return number.isPresent() ? new Place(position, number.getAsLong()) : Place.at(position);
  }

  // A position of another replica may be ahead of the window; one that is ahead of the topic is of
  // a topic that was there before.
  private StreamPosition bounded(StreamPosition position) {
    if (end.reaches(position)) {
      return position;
    }
    long[] ends = history.end();
    end = StreamPosition.of(ends);
    long[] next = IntStream.range(0, position.partitions()).mapToLong(position::next).toArray();
    for (int partition = 0; partition < next.length; partition++) {
      long most = partition < ends.length ? ends[partition] : 0;
      next[partition] = next[partition] > most ? 0 : next[partition];
    }
    return StreamPosition.of(next);
  }

  private Batch ofWindow(Place at, SharedContent content, Collected collected) {
    SharedContent.Matches matches = content.matches(window, at.number());
    if (matches == null) { // they left the window meanwhile, or the content is gone
      return new Batch(List.of(), Place.at(at.position()), 0, false);
    }
    for (EventWindow.Numbered one : matches.events()) {
      if (!at.position().isPast(one.event().partition(), one.event().offset())
          && !collected.add(one.event())) {
        return collected.batch(new Place(at.position().or(one.before()), one.number()), false);
      }
    }
    return collected.batch(new Place(at.position().or(matches.position()), matches.to()), false);
  }

  private Batch ofHistory(Place at, SharedContent content, Collected collected) {
    StreamPosition position = at.position();
    boolean lost = false;
    for (int n = 0; n < BLOCKS && window.numberAt(position).isEmpty(); n++) {
      StreamPosition from = position;
      int partition = mostBehind(from);
      if (partition < 0) {
        break; // the window is being filled again
      }
      EventHistory.Block block = history.read(partition, from.next(partition));
      lost |= block.from() > from.next(partition);
      position = position.after(partition, block.to() - 1);
      for (HubEvent event : content.matches(block)) {
        if (event.offset() >= from.next(partition) && !collected.add(event)) {
          StreamPosition before = from.after(partition, event.offset() - 1);
          return collected.batch(known(before), lost);
        }
      }
    }
    return collected.batch(known(position), lost);
  }

  private int mostBehind(StreamPosition position) {
    StreamPosition start = window.start();
    return IntStream.range(0, start.partitions())
        .filter(p -> position.next(p) < start.next(p))
        .boxed()
        .max(
            (a, b) ->
                Long.compare(start.next(a) - position.next(a), start.next(b) - position.next(b)))
        .orElse(-1);
  }

  /** Events for one request, and the place after them. */
  private static final class Collected {

    private final int most;
    private final long mostBytes;
    private final @Nullable Instant setAsideBefore;
    private final List<HubEvent> events = new ArrayList<>();
    private long bytes;
    private int setAside;

    Collected(int most, long mostBytes, @Nullable Instant setAsideBefore) {
      this.most = most;
      this.mostBytes = mostBytes;
      this.setAsideBefore = setAsideBefore;
    }

    /** Takes an event; false for one that stays, with all that follow. */
    boolean add(HubEvent event) {
      if (setAsideBefore != null) {
        boolean old = event.time().isBefore(setAsideBefore);
        setAside += old ? 1 : 0;
        return old;
      }
      bytes += event.size();
      boolean fits = events.isEmpty() || (events.size() < most && bytes <= mostBytes);
      return fits && events.add(event);
    }

    Batch batch(Place to, boolean lost) {
      return new Batch(List.copyOf(events), to, setAside, lost);
    }
  }
}
