package news.rendezvous.admin;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import news.rendezvous.ingest.poll.SourceSummary;
import news.rendezvous.ingest.poll.state.SourceStatus;
import news.rendezvous.serve.http.problem.Problem;
import news.rendezvous.serve.http.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/**
 * A page of the list of sources, by keyset pagination: those after an id, in the order of ids.
 *
 * @param limit maximum number of sources; empty for all
 * @param after id that the page begins after; empty for the first page
 * @param status of the sources; empty for any
 * @param text substring of id, title or URL, without case; empty for any
 */
record SourceListing(
    Optional<Integer> limit, String after, Optional<SourceStatus> status, String text) {

  private static final int MAX_LIMIT = 1_000;

  /**
   * Reads the query parameters.
   *
   * @throws ProblemException 400 for an invalid one
   */
  static SourceListing of(
      @Nullable String limit,
      @Nullable String after,
      @Nullable String status,
      @Nullable String text) {
    return new SourceListing(
        Optional.ofNullable(limit).map(SourceListing::readLimit),
        Objects.requireNonNullElse(after, ""),
        Optional.ofNullable(status).map(SourceListing::readStatus),
        Objects.requireNonNullElse(text, "").strip());
  }

  private static int readLimit(String limit) {
    boolean valid = limit.matches("[0-9]{1,4}") && Integer.parseInt(limit) > 0;
    if (!valid || Integer.parseInt(limit) > MAX_LIMIT) {
      throw new ProblemException(
          Problem.invalidParameter("limit", "must be 1 to %d, such as 100".formatted(MAX_LIMIT)));
    }
    return Integer.parseInt(limit);
  }

  private static SourceStatus readStatus(String status) {
    return Arrays.stream(SourceStatus.values())
        .filter(known -> label(known).equals(status))
        .findFirst()
        .orElseThrow(
            () ->
                new ProblemException(
                    Problem.invalidParameter(
                        "status",
                        "must be one of "
                            + Arrays.stream(SourceStatus.values())
                                .map(SourceListing::label)
                                .collect(Collectors.joining(", ")))));
  }

  private static String label(SourceStatus status) {
    return status.name().toLowerCase(Locale.ROOT);
  }

  /**
   * A page.
   *
   * @param next value of the header Link with the next page, RFC 8288; empty for the last page
   */
  record Page(List<SourceState> sources, Optional<String> next) {}

  /**
   * A page of sources.
   *
   * @param after the sources after an id, by id; consumed up to one more than the page has
   * @param state of a source as it is served
   */
  Page of(
      Function<String, Stream<SourceSummary>> after, Function<SourceSummary, SourceState> state) {
    Stream<SourceSummary> matching = after.apply(this.after).filter(this::fits);
    List<SourceState> found =
        limit.map(most -> matching.limit(most + 1L)).orElse(matching).map(state).toList();
    return limit
        .filter(most -> most < found.size())
        .map(most -> new Page(found.subList(0, most), Optional.of(next(found.get(most - 1)))))
        .orElseGet(() -> new Page(found, Optional.empty()));
  }

  private boolean fits(SourceSummary source) {
    return status.map(source.status()::equals).orElse(true) && hasText(source);
  }

  private boolean hasText(SourceSummary source) {
    String sought = text.toLowerCase(Locale.ROOT);
    return sought.isEmpty()
        || Stream.of(source.id(), source.name(), source.source().url().toString())
            .anyMatch(field -> field.toLowerCase(Locale.ROOT).contains(sought));
  }

  private String next(SourceState last) {
    String query =
        Stream.of(
                limit.map(most -> "limit=" + most),
                Optional.of("after=" + encoded(last.id())),
                status.map(known -> "status=" + label(known)),
                Optional.of(text).filter(sought -> !sought.isEmpty()).map(t -> "q=" + encoded(t)))
            .flatMap(Optional::stream)
            .collect(Collectors.joining("&"));
    return "</admin/sources?%s>; rel=\"next\"".formatted(query);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
