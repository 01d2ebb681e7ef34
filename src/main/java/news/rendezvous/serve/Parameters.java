package news.rendezvous.serve;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.summingInt;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import news.rendezvous.problem.Problem;
import news.rendezvous.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/**
 * The query parameters of a request, decoded. Those that nobody asks for are ignored.
 *
 * @param values values by name
 */
public record Parameters(Map<String, List<String>> values) {

  /** Characters of a name that a problem document repeats. */
  private static final int LONGEST_NAME = 64;

  /** All values of a parameter that may be repeated. */
  public List<String> all(String name) {
    return values.getOrDefault(name, List.of());
  }

  /**
   * The value of a parameter that may be left out.
   *
   * @throws ProblemException (400) for a parameter that is given more than once
   */
  public Optional<String> single(String name) {
    if (all(name).size() > 1) {
      throw invalid(name, "must not be repeated");
    }
    return all(name).stream().findFirst();
  }

  /**
   * Refuses a query that is too long, whatever it says: answers repeat it in their links.
   *
   * @param query as the client wrote it; null for none
   * @throws ProblemException (400) for one that is, which names the parameter that takes most of it
   */
  public static void requireFits(@Nullable String query, FilterConfig bounds) {
    if (query != null && query.length() > bounds.maxLength()) {
      throw invalid(
          longest(query),
          "makes the parameters %d characters long together; they may have %d"
              .formatted(query.length(), bounds.maxLength()));
    }
  }

  private static String longest(String query) {
    return Stream.of(query.split("&", -1))
        .collect(groupingBy(Parameters::name, summingInt(String::length)))
        .entrySet()
        .stream()
        .max(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey)
        .orElse("");
  }

  private static String name(String parameter) {
    String name = parameter.substring(0, (parameter + '=').indexOf('='));
    return name.substring(0, Math.min(name.length(), LONGEST_NAME));
  }

  static ProblemException invalid(String name, String expected) {
    return new ProblemException(Problem.invalidParameter(name, expected));
  }
}
