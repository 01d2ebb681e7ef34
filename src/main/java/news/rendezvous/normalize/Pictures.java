package news.rendezvous.normalize;

import java.util.Optional;
import org.jsoup.nodes.Element;

/** The pictures of a clean body. */
final class Pictures {

  /** Shortest side of a picture that may lead a story, in pixels: below are icons and emoji. */
  private static final int SHORTEST_SIDE = 100;

  private Pictures() {}

  /** Address of the first picture that is not known to be small. */
  static Optional<String> lead(Element clean) {
    return clean.select("img[src]").stream()
        .filter(img -> side(img, "width") >= SHORTEST_SIDE && side(img, "height") >= SHORTEST_SIDE)
        .map(img -> img.attr("src"))
        .findFirst();
  }

  /** Length of a side in pixels; very long where it is not given in pixels. */
  static int side(Element img, String name) {
    String value = img.attr(name).strip().replaceFirst("px$", "");
    return value.matches("\\d{1,6}") ? Integer.parseInt(value) : Integer.MAX_VALUE;
  }
}
