package news.rendezvous.normalize;

import java.util.ArrayList;
import java.util.List;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeVisitor;

/** Cuts a tree when it gets too long to write; what stays is well formed. */
final class Trim implements NodeVisitor {

  /** Brackets and slash of a start tag and its end tag. */
  private static final int BRACKETS = 5;

  private final List<Node> beyond = new ArrayList<>();
  private long left;

  /**
   * A cut.
   *
   * @param most most bytes of UTF-8, markup included
   */
  Trim(long most) {
    this.left = most;
  }

  void apply(Element body) {
    body.childNodes().forEach(node -> node.traverse(this));
    beyond.forEach(Node::remove);
  }

  @Override
  public void head(Node node, int depth) {
    long before = left;
    left -= cost(node);
    if (left >= 0) {
      return;
    }
    if (before > 0 && node instanceof TextNode text) {
      // Escaped text is longer than the text: the room is shared out in proportion.
      long room = before * Cut.bytes(text.getWholeText()) / cost(node);
      text.text(Cut.toBytes(text.getWholeText(), room));
    } else {
      beyond.add(node);
    }
  }

  private static long cost(Node node) {
    if (node instanceof Element element) {
      return 2L * element.tagName().length() + Cut.bytes(element.attributes().html()) + BRACKETS;
    }
    return Cut.bytes(node.outerHtml());
  }
}
