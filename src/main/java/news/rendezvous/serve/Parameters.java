package news.rendezvous.serve;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import news.rendezvous.problem.Problem;
import news.rendezvous.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/**
 * The query parameters of a request, decoded. Those that nobody asks for are ignored.
 *
 * @param values values by name
 */
public record Parameters(Map<String, List<String>> values) {

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
   * @throws ProblemException (414) for one that is
   */
  public static void requireFits(@Nullable String query, FilterConfig bounds) {
    if (query != null && query.length() > bounds.maxLength()) {
      throw new ProblemException(
          Problem.of(
              414,
              "The parameters have %d characters together; they may have %d."
                  .formatted(query.length(), bounds.maxLength())));
    }
  }

  static ProblemException invalid(String name, String expected) {
    return new ProblemException(Problem.invalidParameter(name, expected));
  }
}
