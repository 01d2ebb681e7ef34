package news.rendezvous.serve.page.sources;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.UriInfo;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import news.rendezvous.serve.feed.Feeds;
import news.rendezvous.serve.http.problem.Problem;
import news.rendezvous.serve.http.problem.ProblemException;
import news.rendezvous.serve.page.layout.Layouts;
import news.rendezvous.serve.page.layout.PageParameters;
import news.rendezvous.serve.page.layout.PageParameters.Parameter;
import news.rendezvous.serve.page.sources.SourcesModel.Choice;
import news.rendezvous.serve.page.sources.SourcesModel.Heading;
import news.rendezvous.serve.page.sources.SourcesModel.Paging;
import news.rendezvous.serve.query.Parameters;
import news.rendezvous.view.FilterConfig;
import org.jspecify.annotations.Nullable;

/** Factory of pages of all sources. */
@ApplicationScoped
public class SourcesPages {

  private static final int SIZE = 100;

  private final SourceList sources;
  private final SourceRows rows;
  private final Layouts layouts;
  private final Feeds feeds;
  private final FilterConfig bounds;
  private final InstantSource clock;

  @Inject
  SourcesPages(
      SourceList sources,
      SourceRows rows,
      Layouts layouts,
      Feeds feeds,
      FilterConfig bounds,
      InstantSource clock) {
    this.sources = sources;
    this.rows = rows;
    this.layouts = layouts;
    this.feeds = feeds;
    this.bounds = bounds;
    this.clock = clock;
  }

  /** A number that changes with the sources and their states. */
  public long version() {
    return sources.version();
  }

  /** Parameters of a request: the sources it selects, their order, and the page, from 1. */
  private record Query(
      PageParameters given, String called, Optional<StatusLabel> state, Sorting sorting, int page) {

    boolean includes(SourceHealth source) {
      return source.isCalled(called) && (state.isEmpty() || state.get() == source.state());
    }

    // A changed filter or order begins with the first page.
    String at(String root, String name, String value) {
      return given
          .without(new Parameter(name, given.first(name)))
          .without(new Parameter("page", given.first("page")))
          .with(name, value)
          .at(root + "sources");
    }
  }

  /**
   * The page that a request selects by {@code q}, a part of a name, {@code state}, {@code sort} and
   * {@code page}.
   *
   * @throws ProblemException (400) for an invalid parameter
   */
  public SourcesModel page(UriInfo uri) {
    Query query = query();
    String root = Layouts.root();
    List<SourceHealth> all = sources.sorted(query.sorting());
    List<SourceHealth> found = all.stream().filter(query::includes).toList();
    int behind = Math.min(query.page() * SIZE, found.size());
    int first = Math.min((query.page() - 1) * SIZE, behind);
    return new SourcesModel(
        layouts.frame("sources"),
        query.called(),
        choices(query.state()),
        SourcesOverview.of(all, root, clock.instant()),
        found.size(),
        Arrays.stream(Sorting.Column.values()).map(c -> heading(c, query, root)).toList(),
        query.sorting().equals(Sorting.DEFAULT) ? "" : query.sorting().key(),
        found.subList(first, behind).stream()
            .flatMap(source -> rows.row(source, root).stream())
            .toList(),
        paging(query, root, found.size()),
        feeds.base(uri));
  }

  private Query query() {
    PageParameters given =
        PageParameters.of(Parameters.current().values()).only("q", "state", "sort", "page");
    String called = given.first("q");
    if (called.length() > bounds.maxQuery()) {
      throw invalid("q", "must have at most " + bounds.maxQuery() + " characters");
    }
    return new Query(
        given, called, state(given.first("state")), sorting(given.first("sort")), page(given));
  }

  private static Paging paging(Query query, String root, int found) {
    int count = Math.max(1, (found + SIZE - 1) / SIZE);
    int number = query.page();
    return new Paging(
        number, count, at(query, number - 1, count, root), at(query, number + 1, count, root));
  }

  private static @Nullable String at(Query query, int number, int count, String root) {
    return number < 1 || number > count ? null : query.at(root, "page", Integer.toString(number));
  }

  private static Heading heading(Sorting.Column column, Query query, String root) {
    boolean sorted = query.sorting().column() == column;
    String direction = query.sorting().isAscending() ? "ascending" : "descending";
    return new Heading(
        column,
        query.at(root, "sort", query.sorting().choose(column).key()),
        sorted ? direction : null);
  }

  private static List<Choice> choices(Optional<StatusLabel> chosen) {
    return Stream.concat(
            Stream.of(new Choice(null, chosen.isEmpty())),
            Arrays.stream(StatusLabel.values())
                .map(state -> new Choice(state, chosen.equals(Optional.of(state)))))
        .toList();
  }

  private static Optional<StatusLabel> state(String key) {
    Optional<StatusLabel> found = StatusLabel.parse(key);
    if (found.isEmpty() && !key.isEmpty()) {
      throw invalid("state", "must be " + oneOf(StatusLabel.values(), StatusLabel::key));
    }
    return found;
  }

  private static Sorting sorting(String key) {
    return key.isEmpty()
        ? Sorting.DEFAULT
        : Sorting.parse(key)
            .orElseThrow(
                () ->
                    invalid(
                        "sort",
                        "must be "
                            + oneOf(Sorting.Column.values(), Sorting.Column::key)
                            + ", or one of them after a hyphen for the other direction"));
  }

  private static <T> String oneOf(T[] values, Function<T, String> key) {
    return Arrays.stream(values).map(key).collect(Collectors.joining(", "));
  }

  private static int page(PageParameters given) {
    String text = given.first("page");
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
