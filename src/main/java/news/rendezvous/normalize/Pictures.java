package news.rendezvous.normalize;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import news.rendezvous.item.LinkHash;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/**
 * Where the pictures of one entry are loaded from.
 *
 * @param base what relative addresses are resolved against
 * @param references addresses of the pictures that are references
 */
record Pictures(@Nullable String base, Map<LinkHash, String> references) {

  /** Where pages that load their pictures late keep the address, the likeliest first. */
  private static final List<String> SOURCES =
      List.of("src", "data-src", "data-original", "data-lazy-src");

  private static final Pattern AFTER_FIRST_CANDIDATE =
      Pattern.compile(",?(\\s.*|$)", Pattern.DOTALL);

  Pictures {
    references = Map.copyOf(references);
  }

  /** The address of a picture, absolute; empty for a picture that has none to be loaded from. */
  Optional<String> source(Element img) {
    return written(img)
        .or(() -> firstCandidate(img.attr("srcset")))
        .flatMap(address -> Addresses.resolve(address, base))
        .map(this::referred);
  }

  private static Optional<String> written(Element img) {
    for (String name : SOURCES) {
      String value = img.attr(name).strip();
      if (isAddress(value)) {
        return Optional.of(value);
      }
    }
    return Optional.empty();
  }

  private static Optional<String> firstCandidate(String srcset) {
    return Optional.of(AFTER_FIRST_CANDIDATE.matcher(srcset.strip()).replaceFirst(""))
        .filter(Pictures::isAddress);
  }

  // What stands in until a picture is loaded is often in the address itself.
  private static boolean isAddress(String value) {
    return !value.isEmpty() && !value.startsWith("data:");
  }

  /** The address that a picture leads to when it is a reference; its own otherwise. */
  private String referred(String url) {
    return LinkHash.inAddress(url).map(references::get).orElse(url);
  }
}
