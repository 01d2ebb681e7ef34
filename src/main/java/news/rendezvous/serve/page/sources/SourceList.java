package news.rendezvous.serve.page.sources;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import news.rendezvous.ingest.poll.SourceSummaries;
import news.rendezvous.ingest.poll.state.PollStates;
import news.rendezvous.source.SourceRegistry;

/**
 * Lists of all sources in each order, cached. Whoever changes a source sees the change at once,
 * where there are not too many of them to compare.
 */
@ApplicationScoped
class SourceList {

  /** Sorting a hundred thousand sources takes a noticeable time. */
  private static final Duration KEPT = Duration.ofSeconds(2);

  /** Comparing the revisions of so many takes less than a millisecond. */
  private static final int MOST_COMPARED = 5_000;

  private final SourceRegistry sources;
  private final PollStates states;
  private final SourceSummaries summaries;
  private final LoadingCache<Key, List<SourceHealth>> lists =
      Caffeine.newBuilder()
          .expireAfterWrite(KEPT)
          .maximumSize(2L * Sorting.Column.values().length)
          .build(key -> sort(key.sorting()));

  /** Reading all sources takes longer still, and few of them change in between. */
  private final Map<String, Known> known = new ConcurrentHashMap<>();

  @Inject
  SourceList(SourceRegistry sources, PollStates states, SourceSummaries summaries) {
    this.sources = sources;
    this.states = states;
    this.summaries = summaries;
  }

  /** An order, and the version of the sources in it. */
  private record Key(Sorting sorting, long version) {}

  /** All sources; where there are many of them, at most two seconds old. */
  List<SourceHealth> sorted(Sorting sorting) {
    return lists.get(new Key(sorting, version()));
  }

  /** A number that changes with the sources and their states, unless there are too many of them. */
  long version() {
    return sources.count() > MOST_COMPARED
        ? 0
        : sources.ids().stream().mapToLong(id -> id.hashCode() * version(id)).sum();
  }

  /** A number that changes with a source and its state. */
  long version(String id) {
    return 31 * sources.revision(id) + states.revision(id);
  }

  private List<SourceHealth> sort(Sorting sorting) {
    Set<String> ids = sources.ids();
    known.keySet().retainAll(ids);
    return ids.stream().flatMap(id -> health(id).stream()).sorted(sorting.comparator()).toList();
  }

  /** Facts that are valid for these revisions of definition and state. */
  private record Known(SourceHealth health, long definition, long state) {}

  private Optional<SourceHealth> health(String id) {
    // Read before the values: a change in between is read the next time.
    long definition = sources.revision(id);
    long state = states.revision(id);
    Known before = known.get(id);
    if (before != null && before.definition() == definition && before.state() == state) {
      return Optional.of(before.health());
    }
    Optional<SourceHealth> health = summaries.find(id).map(SourceHealth::of);
    health.ifPresent(now -> known.put(id, new Known(now, definition, state)));
    return health;
  }
}
