package news.rendezvous.normalize;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jsoup.nodes.Element;

/**
 * Where the pictures of one entry are loaded from.
 *
 * @param absolute resolver of the entry's URLs; empty for one that must not be followed
 */
record Pictures(Function<String, Optional<String>> absolute) {

  /** Where pages that load their pictures late keep the address, the likeliest first. */
  static final List<String> LATE =
      List.of(
          "data-src",
          "data-original",
          "data-lazy-src",
          "data-orig-src",
          "data-lazy",
          "data-actualsrc");

  private static final List<String> LATE_SETS = List.of("data-srcset", "data-lazy-srcset");

  /** What such pages show until then. */
  private static final Pattern PLACEHOLDER =
      Pattern.compile(
          "data:.*|.*(?:[/_.-](?:lazy-?load|lazy|blank|spacer|placeholder|transparent|pixel|1x1"
              + "|grey|gray|loading|loader)[\\w-]*\\.(?:gif|png|svg|jpe?g|webp)(?:[?#].*)?)",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  /** HTML Living Standard section 4.8.4.2.1: an image candidate string. */
  private static final Pattern CANDIDATE =
      Pattern.compile(
          "([^\\s,]\\S*?)(?:,(?=\\s|$)|\\s+(\\d{1,6}(?:\\.\\d{1,6})?)[wx]\\s*(?:,|$)"
              + "|\\s[^,]*+(?:,|$)|$)");

  /** The address of a picture, absolute; empty for a picture that has none to be loaded from. */
  Optional<String> source(Element img) {
    return Stream.of(late(img), of(img.attr("src")), largest(img.attr("srcset")))
        .flatMap(written -> written)
        .filter(Pictures::isReal)
        .flatMap(written -> absolute.apply(written).stream())
        .findFirst()
        .or(() -> absolute.apply(img.attr("src")));
  }

  /** Whether a picture has an address of its own, not of what is shown until it is loaded. */
  static boolean hasSource(Element img) {
    return Stream.of(late(img), of(img.attr("src")), largest(img.attr("srcset")))
        .flatMap(written -> written)
        .anyMatch(Pictures::isReal);
  }

  private static Stream<String> late(Element img) {
    return Stream.concat(
        LATE.stream().flatMap(name -> of(img.attr(name))),
        LATE_SETS.stream().flatMap(name -> largest(img.attr(name))));
  }

  private static Stream<String> of(String written) {
    return Stream.of(written.strip());
  }

  /** The largest picture of a source set. */
  private static Stream<String> largest(String set) {
    if (set.isBlank()) {
      return Stream.empty();
    }
    String largest = "";
    double most = -1;
    Matcher candidate = CANDIDATE.matcher(set);
    while (candidate.find()) {
      double size = candidate.group(2) == null ? 0 : Double.parseDouble(candidate.group(2));
      if (size > most) {
        most = size;
        largest = candidate.group(1);
      }
    }
    return of(largest);
  }

  // A number or a name in such an attribute is for the page's script.
  private static boolean isReal(String written) {
    return (written.indexOf('/') >= 0 || written.indexOf('.') >= 0)
        && !PLACEHOLDER.matcher(written).matches();
  }
}
