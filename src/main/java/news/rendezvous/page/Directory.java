package news.rendezvous.page;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import news.rendezvous.item.FeedProfile;
import news.rendezvous.poll.PollState;
import news.rendezvous.poll.PollStates;
import news.rendezvous.source.Source;
import news.rendezvous.source.SourceRegistry;

/** All sources, those first that somebody should look at. */
@ApplicationScoped
class Directory {

  /** Looking through a hundred thousand sources takes seconds, whoever asks for it how often. */
  private static final Duration KEPT = Duration.ofSeconds(2);

  private final SourceRegistry sources;
  private final PollStates states;
  private final LoadingCache<Boolean, List<Place>> places =
      Caffeine.newBuilder().expireAfterWrite(KEPT).build(all -> lookThrough());

  @Inject
  Directory(SourceRegistry sources, PollStates states) {
    this.sources = sources;
    this.states = states;
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
    return sources.all().stream().map(this::place).sorted(Place.ORDER).toList();
  }

  private Place place(Source source) {
    Optional<PollState> state = states.find(source.id());
    String title =
        Optional.ofNullable(source.title())
            .or(() -> state.map(PollState::profile).map(FeedProfile::title))
            .orElse(source.id());
    return new Place(source.id(), title, State.of(source, state.orElse(null)));
  }
}
