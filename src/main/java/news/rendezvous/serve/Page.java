package news.rendezvous.serve;

import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import news.rendezvous.problem.ProblemException;
import news.rendezvous.view.Position;
import org.jspecify.annotations.Nullable;

/**
 * Which part of a feed one document holds.
 *
 * @param limit how many items at most; null where the client leaves it to the service
 * @param before only items behind this position; null for the newest
 */
record Page(@Nullable Integer limit, @Nullable Position before) {

  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

  /**
   * The page that a request asks for.
   *
   * @throws ProblemException (400) for a limit out of bounds or a cursor that is none
   */
  static Page of(Parameters parameters, int maxLimit) {
    return new Page(
        parameters.single("limit").map(limit -> limit(limit, maxLimit)).orElse(null),
        parameters.single("before").map(Page::position).orElse(null));
  }

  private static int limit(String text, int max) {
    return Optional.of(text)
        .filter(limit -> NUMBER.matcher(limit).matches())
        .map(Integer::valueOf)
        .filter(limit -> limit >= 1 && limit <= max)
        .orElseThrow(() -> Parameters.invalid("limit", "must be a number from 1 to " + max));
  }

  private static Position position(String text) {
    return Cursor.parse(text)
        .orElseThrow(
            () ->
                Parameters.invalid(
                    "before", "must be a cursor as the address of a next page has it"));
  }

  /** The page behind this one, which ends at a position. */
  Page after(Position last) {
    return new Page(limit, last);
  }

  /** The query that asks for this page; empty for the first one of the usual size. */
  String query() {
    return Stream.of(
            Optional.ofNullable(limit).map(number -> "limit=" + number),
            Optional.ofNullable(before).map(position -> "before=" + Cursor.of(position)))
        .flatMap(Optional::stream)
        .collect(Collectors.joining("&"));
  }
}
