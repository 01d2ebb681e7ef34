package news.rendezvous.serve;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a client accepts, by its {@code Accept} header (RFC 9110 section 12.5.1). Ranges that cannot
 * be read are left out: a client that is served is better off than one that is lectured.
 */
public final class Accept {

  private static final Pattern RANGE =
      Pattern.compile("([a-z0-9!#$&^_.+*-]+)/([a-z0-9!#$&^_.+*-]+)\\s*(;.*)?");
  private static final Pattern QUALITY = Pattern.compile(";\\s*q\\s*=\\s*([01](?:\\.\\d{0,3})?)");

  private final List<Range> ranges;

  private Accept(List<Range> ranges) {
    this.ranges = ranges;
  }

  /** What the values of the header say, in order; no value accepts everything. */
  public static Accept of(List<String> header) {
    List<Range> ranges =
        header.stream()
            .flatMap(value -> Stream.of(value.toLowerCase(Locale.ROOT).split(",")))
            .map(range -> RANGE.matcher(range.strip()))
            .filter(Matcher::matches)
            .map(Range::of)
            .toList();
    return new Accept(ranges.isEmpty() ? List.of(new Range("*", "*", 1)) : ranges);
  }

  /**
   * The choice that is accepted with the highest quality; of several, one that is named before one
   * that only a wildcard covers, then the one that comes first. Empty where none is accepted.
   *
   * @param types the media type of a choice, then others by which clients ask for it; without
   *     parameters
   */
  public <T> Optional<T> preferred(List<T> choices, Function<T, List<String>> types) {
    // Streams keep the first of equals when they are sorted, which max() does not promise.
    return choices.stream()
        .filter(choice -> best(types.apply(choice)).quality() > 0)
        .sorted(Comparator.comparing((T choice) -> best(types.apply(choice))).reversed())
        .findFirst();
  }

  // Other names count where a client says them: a wildcard is about the type that is sent.
  private Range best(List<String> types) {
    return Stream.concat(
            types.stream().limit(1).map(this::match),
            types.stream().skip(1).map(this::match).filter(Range::isExact))
        .max(Comparator.naturalOrder())
        .orElse(Range.NONE);
  }

  // Section 12.5.1: the most specific range that matches has precedence, whatever its quality.
  private Range match(String type) {
    return ranges.stream()
        .filter(range -> range.covers(type))
        .max(Comparator.comparingInt(Range::precision))
        .orElse(Range.NONE);
  }

  private record Range(String type, String subtype, double quality) implements Comparable<Range> {

    static final Range NONE = new Range("*", "*", 0);

    private static final Comparator<Range> BETTER =
        Comparator.comparingDouble(Range::quality).thenComparingInt(Range::precision);

    static Range of(Matcher range) {
      Matcher quality = QUALITY.matcher(range.group(3) == null ? "" : range.group(3));
      double value = quality.find() ? Double.parseDouble(quality.group(1)) : 1;
      return new Range(range.group(1), range.group(2), Math.min(value, 1));
    }

    boolean covers(String mediaType) {
      return type.equals("*")
          || (subtype.equals("*")
              ? mediaType.startsWith(type + "/")
              : mediaType.equals(type + "/" + subtype));
    }

    boolean isExact() {
      return precision() == 2;
    }

    int precision() {
      return type.equals("*") ? 0 : subtype.equals("*") ? 1 : 2;
    }

    @Override
    public int compareTo(Range other) {
      return BETTER.compare(this, other);
    }
  }
}
