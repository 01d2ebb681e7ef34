package news.rendezvous.page;

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
import news.rendezvous.poll.PollStates;
import news.rendezvous.poll.SourceSummaries;
import news.rendezvous.poll.SourceSummary;
import news.rendezvous.source.SourceRegistry;

/** All sources, those first that somebody should look at. */
@ApplicationScoped
class Directory {

  /** Putting a hundred thousand sources in order takes its time, whoever asks for it how often. */
  private static final Duration KEPT = Duration.ofSeconds(2);

  private final SourceRegistry sources;
  private final PollStates states;
  private final SourceSummaries summaries;
  private final LoadingCache<Boolean, List<Place>> places =
      Caffeine.newBuilder().expireAfterWrite(KEPT).build(all -> lookThrough());

  /** Reading all sources takes longer still, and nearly all of them are as they were. */
  private final Map<String, Known> known = new ConcurrentHashMap<>();

  @Inject
  Directory(SourceRegistry sources, PollStates states, SourceSummaries summaries) {
    this.sources = sources;
    this.states = states;
    this.summaries = summaries;
  }

  /**
   * Where a source stands.
   *
   * @param id the source's id
   * @param name its title, else its id
   * @param state how it fares
   */
  record Place(String id, String name, State state) {

    private static final Comparator<Place> ORDER =
        Comparator.comparing(Place::state)
            .thenComparing(Place::name, String.CASE_INSENSITIVE_ORDER)
            .thenComparing(Place::id);

    /** Whether its name or id has a text, in any case. */
    boolean isCalled(String text) {
      String part = text.strip().toLowerCase(Locale.ROOT);
      return name.toLowerCase(Locale.ROOT).contains(part)
          || id.toLowerCase(Locale.ROOT).contains(part);
    }
  }

  /** All of them, in order; two seconds old at most. */
  List<Place> places() {
    return places.get(true);
  }

  private List<Place> lookThrough() {
    Set<String> ids = sources.ids();
    known.keySet().retainAll(ids);
    return ids.stream().flatMap(id -> place(id).stream()).sorted(Place.ORDER).toList();
  }

  /** Where a source stood when its definition and its state had these revisions. */
  private record Known(Place place, long definition, long state) {}

  private Optional<Place> place(String id) {
    // Before they are read: what is written meanwhile is read again next time.
    long definition = sources.revision(id);
    long state = states.revision(id);
    Known before = known.get(id);
    if (before != null && before.definition() == definition && before.state() == state) {
      return Optional.of(before.place());
    }
    Optional<Place> place = summaries.find(id).map(Directory::place);
    place.ifPresent(now -> known.put(id, new Known(now, definition, state)));
    return place;
  }

  private static Place place(SourceSummary source) {
    return new Place(source.id(), source.name(), State.of(source));
  }
}
