package news.rendezvous.serve.query;

import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import news.rendezvous.view.TimelineKey;
import org.jspecify.annotations.Nullable;

/** Cursor pagination: the parameters {@code limit} and {@code before}. */
public record Paging(@Nullable Integer limit, @Nullable TimelineKey before) {

  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

  public static Paging of(Parameters parameters, int maxLimit) {
    return new Paging(
        parameters.single("limit").map(limit -> limit(limit, maxLimit)).orElse(null),
        parameters.single("before").map(Paging::position).orElse(null));
  }

  private static int limit(String text, int max) {
    return Optional.of(text)
        .filter(limit -> NUMBER.matcher(limit).matches())
        .map(Integer::valueOf)
        .filter(limit -> limit >= 1 && limit <= max)
        .orElseThrow(() -> Parameters.invalid("limit", "must be a number from 1 to " + max));
  }

  private static TimelineKey position(String text) {
    return Cursor.parse(text)
        .orElseThrow(
            () ->
                Parameters.invalid(
                    "before", "must be a cursor as the address of a next page has it"));
  }

  Paging after(TimelineKey last) {
    return new Paging(limit, last);
  }

  /** The query string of this page; empty for the first page with the default limit. */
  String query() {
    return Stream.of(
            Optional.ofNullable(limit).map(number -> "limit=" + number),
            Optional.ofNullable(before).map(position -> "before=" + Cursor.of(position)))
        .flatMap(Optional::stream)
        .collect(Collectors.joining("&"));
  }
}
