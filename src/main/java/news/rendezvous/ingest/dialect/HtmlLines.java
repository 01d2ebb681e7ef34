package news.rendezvous.ingest.dialect;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeTraversor;
import org.jsoup.select.NodeVisitor;
import org.jspecify.annotations.Nullable;

/** Splits a tree of HTML into lines at blocks and line breaks. */
final class HtmlLines implements NodeVisitor {

  /** Elements that show something or are links. */
  private static final Set<String> INLINE =
      Set.of("a", "img", "video", "audio", "source", "track", "iframe", "embed", "object");

  private final List<HtmlLine> lines = new ArrayList<>();
  private List<Node> open = new ArrayList<>();

  private HtmlLines() {}

  static List<HtmlLine> of(Element body) {
    HtmlLines reader = new HtmlLines();
    NodeTraversor.traverse(reader, body);
    reader.close(null);
    return reader.lines;
  }

  @Override
  public void head(Node node, int depth) {
    if (node.nameIs("br")) {
      close((Element) node);
      return;
    }
    if (isBlock(node)) {
      close(null);
    }
    if (node instanceof TextNode
        || (node instanceof Element element && INLINE.contains(element.normalName()))) {
      open.add(node);
    }
  }

  @Override
  public void tail(Node node, int depth) {
    if (isBlock(node)) {
      close(null);
    }
  }

  private static boolean isBlock(Node node) {
    return node instanceof Element element && element.isBlock();
  }

  private void close(@Nullable Element end) {
    if (!open.isEmpty()) {
      lines.add(new HtmlLine(open, end));
      open = new ArrayList<>();
    }
  }
}
