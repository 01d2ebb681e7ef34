package news.rendezvous.serve;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import news.rendezvous.problem.ProblemException;
import news.rendezvous.source.Source;

/**
 * Which items a feed is about. Equal filters are written alike, whatever the order of the
 * parameters in a request.
 *
 * @param sources ids of sources of which one must have carried an item; empty for all items
 */
record Filter(List<String> sources) {

  Filter {
    sources = sources.stream().sorted().distinct().toList();
  }

  /**
   * The filter that a request asks for.
   *
   * @throws ProblemException (400) for a source id that no source can have; one that no source has
   *     is a feed without items, since it may have them tomorrow
   */
  static Filter of(Parameters parameters) {
    List<String> sources = parameters.all("source");
    if (!sources.stream().allMatch(Source::isId)) {
      throw Parameters.invalid("source", "must be a source id, of A-Z a-z 0-9 . _ -");
    }
    return new Filter(sources);
  }

  /** The query that asks for this filter; empty where it lets everything through. */
  String query() {
    return sources.stream()
        .map(id -> "source=" + URLEncoder.encode(id, StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }
}
