package news.rendezvous.normalize;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeVisitor;
import org.jspecify.annotations.Nullable;

/** What a reader sees of a clean body, collected in one walk. */
final class Seen implements NodeVisitor {

  /** Shortest side of a picture that may lead a story, in pixels: below are icons and emoji. */
  private static final int SHORTEST_SIDE = 100;

  private static final Pattern PIXELS = Pattern.compile("\\s*(\\d{1,6})(?:px)?\\s*");

  private final StringBuilder text = new StringBuilder();
  private final List<String> targets = new ArrayList<>();
  private @Nullable String lead;
  private boolean media;

  private Seen() {}

  static Seen of(Element clean) {
    Seen seen = new Seen();
    clean.traverse(seen);
    return seen;
  }

  @Override
  public void head(Node node, int depth) {
    if (node instanceof TextNode words) {
      text.append(words.getWholeText());
    } else if (node.nameIs("img")) {
      picture(node);
    } else if (node.attributesSize() > 0 || node.nameIs("audio") || node.nameIs("video")) {
      media |= node.nameIs("audio") || node.nameIs("video");
      target(node, node.hasAttr("href") ? "href" : "src");
    }
  }

  private void picture(Node img) {
    int side = Math.min(side(img, "width"), side(img, "height"));
    // A picture of one pixel is there to count its readers.
    if (side <= 1) {
      return;
    }
    media = true;
    target(img, "src");
    if (lead == null && side >= SHORTEST_SIDE) {
      lead = img.attr("src");
    }
  }

  private void target(Node node, String attribute) {
    if (node.hasAttr(attribute)) {
      targets.add(node.attr(attribute));
    }
  }

  /** Length of a side in pixels; very long where it is not given in pixels. */
  private static int side(Node img, String name) {
    Matcher pixels = PIXELS.matcher(img.attr(name));
    return pixels.matches() ? Integer.parseInt(pixels.group(1)) : Integer.MAX_VALUE;
  }

  /** All text, without a break where a block ends. */
  String text() {
    return text.toString();
  }

  /** Addresses that the body links to or shows, in order. */
  List<String> targets() {
    return targets;
  }

  /** Address of the first picture that is not known to be small. */
  @Nullable String lead() {
    return lead;
  }

  boolean isNothing() {
    return !media && text.chars().allMatch(PlainText::isSpace);
  }
}
