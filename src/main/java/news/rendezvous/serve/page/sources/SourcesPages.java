package news.rendezvous.serve.page.sources;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.UriInfo;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import news.rendezvous.serve.feed.Feeds;
import news.rendezvous.serve.http.problem.Problem;
import news.rendezvous.serve.http.problem.ProblemException;
import news.rendezvous.serve.page.layout.Layouts;
import news.rendezvous.serve.page.layout.PageParameters;
import news.rendezvous.serve.page.sources.SourceList.Place;
import news.rendezvous.serve.page.sources.SourcesModel.Choice;
import news.rendezvous.serve.query.FilterConfig;
import news.rendezvous.serve.query.Parameters;

/** Factory of pages of sources. */
@ApplicationScoped
public class SourcesPages {

  private static final int SIZE = 100;

  private final SourceList directory;
  private final SourceRows rows;
  private final Layouts frames;
  private final Feeds listings;
  private final FilterConfig bounds;

  @Inject
  SourcesPages(
      SourceList directory, SourceRows rows, Layouts frames, Feeds listings, FilterConfig bounds) {
    this.directory = directory;
    this.rows = rows;
    this.frames = frames;
    this.listings = listings;
    this.bounds = bounds;
  }

  /**
   * The page that a request selects by {@code q}, a part of a name, {@code state}, and {@code
   * page}, from 1.
   *
   * @throws ProblemException (400) for an invalid parameter
   */
  public SourcesModel page(UriInfo uri) {
    PageParameters query =
        PageParameters.of(Parameters.current().values()).only("q", "state", "page");
    if (query.first("q").length() > bounds.maxQuery()) {
      throw invalid("q", "must have at most " + bounds.maxQuery() + " characters");
    }
    int number = number(query.first("page"));
    Optional<StatusLabel> state = state(query.first("state"));
    String root = Layouts.root();
    List<Place> all = directory.places();
    List<Place> called = all.stream().filter(p -> p.isCalled(query.first("q"))).toList();
    List<Place> found = called.stream().filter(isIn(state)).toList();
    int behind = Math.min(number * SIZE, found.size());
    PageParameters.Parameter here = new PageParameters.Parameter("page", query.first("page"));
    PageParameters first = query.without(here);
    return new SourcesModel(
        frames.frame("sources", "Sources"),
        query.first("q"),
        choices(called, state),
        found.subList(Math.min((number - 1) * SIZE, behind), behind).stream()
            .flatMap(place -> rows.row(place, root).stream())
            .toList(),
        number == 1 ? null : at(first, number - 1, root),
        behind == found.size() ? null : at(first, number + 1, root),
        !all.isEmpty(),
        listings.base(uri));
  }

  private static String at(PageParameters query, int number, String root) {
    return query.with("page", Integer.toString(number)).at(root + "sources");
  }

  private static Predicate<Place> isIn(Optional<StatusLabel> state) {
    return place -> state.isEmpty() || state.get() == place.state();
  }

  private static List<Choice> choices(List<Place> places, Optional<StatusLabel> chosen) {
    Map<StatusLabel, Long> counts =
        places.stream().collect(Collectors.groupingBy(Place::state, Collectors.counting()));
    Choice all = new Choice("", "All (%d)".formatted(places.size()), chosen.isEmpty());
    return Stream.concat(
            Stream.of(all),
            Arrays.stream(StatusLabel.values())
                .map(state -> choice(state, counts.getOrDefault(state, 0L), chosen)))
        .toList();
  }

  private static Choice choice(StatusLabel state, long count, Optional<StatusLabel> chosen) {
    String words = "%s (%d)".formatted(state.words(), count);
    return new Choice(state.key(), words, chosen.equals(Optional.of(state)));
  }

  private static Optional<StatusLabel> state(String key) {
    Optional<StatusLabel> found =
        Arrays.stream(StatusLabel.values()).filter(state -> state.key().equals(key)).findFirst();
    if (found.isEmpty() && !key.isEmpty()) {
      throw invalid("state", "must be one of those that the page offers");
    }
    return found;
  }

  private static int number(String text) {
    if (text.isEmpty()) {
      return 1;
    }
    if (!text.matches("[1-9][0-9]{0,5}")) {
      throw invalid("page", "must be a number from 1");
    }
    return Integer.parseInt(text);
  }

  private static ProblemException invalid(String name, String expected) {
    return new ProblemException(Problem.invalidParameter(name, expected));
  }
}
