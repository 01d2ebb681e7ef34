package news.rendezvous.ingest.normalize.html;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jsoup.nodes.Element;

/**
 * URLs of the pictures of one entry.
 *
 * @param absolute resolver of the entry's URLs; empty for one that must not be followed
 */
public record PictureSources(Function<String, Optional<String>> absolute) {

  /** Attributes with the URL in pages that load pictures lazily, the likeliest first. */
  static final List<String> LAZY =
      List.of(
          "data-src",
          "data-original",
          "data-lazy-src",
          "data-orig-src",
          "data-lazy",
          "data-actualsrc");

  private static final List<String> LAZY_SETS = List.of("data-srcset", "data-lazy-srcset");

  /** Placeholders of such pages. */
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

  /** The absolute URL of a picture; empty if it has none that can be loaded. */
  Optional<String> source(Element img) {
    return Stream.of(lazy(img), of(img.attr("src")), largest(img.attr("srcset")))
        .flatMap(written -> written)
        .filter(PictureSources::isReal)
        .flatMap(written -> absolute.apply(written).stream())
        .findFirst()
        .or(() -> absolute.apply(img.attr("src")));
  }

  /** True if a picture has a URL that is no placeholder. */
  static boolean hasSource(Element img) {
    return Stream.of(lazy(img), of(img.attr("src")), largest(img.attr("srcset")))
        .flatMap(written -> written)
        .anyMatch(PictureSources::isReal);
  }

  private static Stream<String> lazy(Element img) {
    return Stream.concat(
        LAZY.stream().flatMap(name -> of(img.attr(name))),
        LAZY_SETS.stream().flatMap(name -> largest(img.attr(name))));
  }

  private static Stream<String> of(String written) {
    return Stream.of(written.strip());
  }

  /** The largest picture of a {@code srcset}. */
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

  // A number or a name in such an attribute is an argument of the page's script.
  private static boolean isReal(String written) {
    return (written.indexOf('/') >= 0 || written.indexOf('.') >= 0)
        && !PLACEHOLDER.matcher(written).matches();
  }
}
