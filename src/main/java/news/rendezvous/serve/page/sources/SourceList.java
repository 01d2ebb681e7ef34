package news.rendezvous.serve.page.sources;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import news.rendezvous.ingest.poll.SourceSummaries;
import news.rendezvous.ingest.poll.SourceSummary;
import news.rendezvous.ingest.poll.state.PollStates;
import news.rendezvous.source.SourceRegistry;

/** List of all sources, in order of urgency, cached. */
@ApplicationScoped
class SourceList {

  /** Sorting a hundred thousand sources takes a noticeable time. */
  private static final Duration KEPT = Duration.ofSeconds(2);

  private final SourceRegistry sources;
  private final PollStates states;
  private final SourceSummaries summaries;
  private final LoadingCache<Boolean, List<Place>> places =
      Caffeine.newBuilder().expireAfterWrite(KEPT).build(all -> lookThrough());

  /** Reading all sources takes longer still, and few of them change in between. */
  private final Map<String, Known> known = new ConcurrentHashMap<>();

  @Inject
  SourceList(SourceRegistry sources, PollStates states, SourceSummaries summaries) {
    this.sources = sources;
    this.states = states;
    this.summaries = summaries;
  }

  /**
   * Sort key of a source.
   *
   * @param id the source's id
   * @param name its title, else its id
   * @param state its status
   */
  record Place(String id, String name, StatusLabel state) {

    private static final Comparator<Place> ORDER =
        Comparator.comparing(Place::state)
            .thenComparing(Place::name, String.CASE_INSENSITIVE_ORDER)
            .thenComparing(Place::id);

    /** True if its name or id contains a text, ignoring case. */
    boolean isCalled(String text) {
      String part = text.strip().toLowerCase(Locale.ROOT);
      return name.toLowerCase(Locale.ROOT).contains(part)
          || id.toLowerCase(Locale.ROOT).contains(part);
    }
  }

  /** All sources, at most two seconds old. */
  List<Place> places() {
    return places.get(true);
  }

  private List<Place> lookThrough() {
    Set<String> ids = sources.ids();
    known.keySet().retainAll(ids);
    return ids.stream().flatMap(id -> place(id).stream()).sorted(Place.ORDER).toList();
  }

  /** A cached sort key, valid for these revisions of definition and state. */
  private record Known(Place place, long definition, long state) {}

  private Optional<Place> place(String id) {
    // Read before the values: a change in between is read the next time.
    long definition = sources.revision(id);
    long state = states.revision(id);
    Known before = known.get(id);
    if (before != null && before.definition() == definition && before.state() == state) {
      return Optional.of(before.place());
    }
    Optional<Place> place = summaries.find(id).map(SourceList::place);
    place.ifPresent(now -> known.put(id, new Known(now, definition, state)));
    return place;
  }

  private static Place place(SourceSummary source) {
    return new Place(source.id(), source.name(), StatusLabel.of(source));
  }
}
