package news.rendezvous.serve.http;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Content negotiation by {@code Accept} (RFC 9110 section 12.5.1). Malformed media ranges are
 * ignored, which serves a client better than a 400.
 */
public final class Accept {

  private final List<MediaRange> ranges;

  private Accept(List<MediaRange> ranges) {
    this.ranges = ranges;
  }

  /** Parses all field lines of the header, in order; without a media range all is acceptable. */
  public static Accept of(List<String> header) {
    List<MediaRange> ranges =
        QualityValue.parse(header).filter(MediaRange::isValid).map(MediaRange::of).toList();
    return new Accept(ranges.isEmpty() ? List.of(MediaRange.ANY) : ranges);
  }

  /**
   * The choice with the highest quality; among equals one that is named exactly goes before one
   * that only a wildcard matches, then the first. Empty where none is acceptable.
   *
   * @param types the media type of a choice, then other names for it; without parameters
   */
  public <T> Optional<T> preferred(List<T> choices, Function<T, List<String>> types) {
    // Streams keep the first of equals when they are sorted, which max() does not promise.
    return choices.stream()
        .filter(choice -> best(types.apply(choice)).quality() > 0)
        .sorted(Comparator.comparing((T choice) -> best(types.apply(choice))).reversed())
        .findFirst();
  }

  // A wildcard matches the media type that is sent, never one of its other names.
  private MediaRange best(List<String> types) {
    return Stream.concat(
            types.stream().limit(1).map(this::match),
            types.stream().skip(1).map(this::match).filter(MediaRange::isExact))
        .max(Comparator.naturalOrder())
        .orElse(MediaRange.NONE);
  }

  // Section 12.5.1: the most specific range that matches has precedence, whatever its quality.
  private MediaRange match(String type) {
    return ranges.stream()
        .filter(range -> range.matches(type))
        .max(Comparator.comparingInt(MediaRange::specificity))
        .orElse(MediaRange.NONE);
  }

  private record MediaRange(String type, String subtype, double quality)
      implements Comparable<MediaRange> {

    static final MediaRange ANY = new MediaRange("*", "*", 1);
    static final MediaRange NONE = new MediaRange("*", "*", 0);

    private static final Pattern RANGE = Pattern.compile("[a-z0-9!#$&^_.+*-]+/[a-z0-9!#$&^_.+*-]+");

    private static final Comparator<MediaRange> BETTER =
        Comparator.comparingDouble(MediaRange::quality).thenComparingInt(MediaRange::specificity);

    static boolean isValid(QualityValue member) {
      return RANGE.matcher(member.value()).matches();
    }

    static MediaRange of(QualityValue member) {
      String[] types = member.value().split("/", 2);
      return new MediaRange(types[0], types[1], member.quality());
    }

    boolean matches(String mediaType) {
      return type.equals("*")
          || (subtype.equals("*")
              ? mediaType.startsWith(type + "/")
              : mediaType.equals(type + "/" + subtype));
    }

    boolean isExact() {
      return specificity() == 2;
    }

    int specificity() {
      return type.equals("*") ? 0 : subtype.equals("*") ? 1 : 2;
    }

    @Override
    public int compareTo(MediaRange other) {
      return BETTER.compare(this, other);
    }
  }
}
