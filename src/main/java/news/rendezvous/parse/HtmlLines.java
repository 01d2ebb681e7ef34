package news.rendezvous.parse;

import java.util.ArrayList;
import java.util.List;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeTraversor;
import org.jsoup.select.NodeVisitor;
import org.jspecify.annotations.Nullable;

/** Cuts a tree of HTML into the lines that a reader sees, at blocks and line breaks. */
final class HtmlLines implements NodeVisitor {

  /**
   * A line.
   *
   * @param nodes texts, anchors and images in it, in document order
   * @param end the line break that ends it; null where a block does
   */
  record Line(List<Node> nodes, @Nullable Element end) {

    String text() {
      List<String> parts = new ArrayList<>(nodes.size());
      int most = 0;
      for (Node node : nodes) {
        if (node instanceof TextNode text) {
          parts.add(text.getWholeText());
          most += text.getWholeText().length();
        }
      }
      char[] text = new char[most];
      int length = 0;
      for (String part : parts) {
        length = collapse(part, text, length);
      }
      return new String(text, 0, length).strip();
    }

    private static int collapse(String words, char[] text, int from) {
      int length = from;
      for (int i = 0; i < words.length(); i++) {
        char c = words.charAt(i);
        if (!isSpace(c)) {
          text[length++] = c;
        } else if (length > 0 && text[length - 1] != ' ') {
          text[length++] = ' ';
        }
      }
      return length;
    }

    private static boolean isSpace(char c) {
      return c == ' ' || (c >= '\t' && c <= '\r') || c == '\u00a0';
    }

    /** Whether any of its texts holds what a reference line or a byline does. */
    boolean isMarked() {
      for (Node node : nodes) {
        if (node instanceof TextNode text && Marks.isIn(text.getWholeText())) {
          return true;
        }
      }
      return false;
    }

    List<Element> elements(String tag) {
      List<Element> elements = new ArrayList<>();
      for (Node node : nodes) {
        if (node instanceof Element element && element.nameIs(tag)) {
          elements.add(element);
        }
      }
      return elements;
    }

    boolean isEmpty() {
      return nodes.isEmpty();
    }

    /** Takes the line out of the tree, its images aside, and what becomes empty by that. */
    void remove() {
      nodes.stream().filter(node -> !node.nameIs("img")).forEach(HtmlLines::prune);
      if (end != null && elements("img").isEmpty()) {
        prune(end);
      }
    }
  }

  private final List<Line> lines = new ArrayList<>();
  private List<Node> open = new ArrayList<>();

  private HtmlLines() {}

  static List<Line> of(Element body) {
    HtmlLines reader = new HtmlLines();
    NodeTraversor.traverse(reader, body);
    reader.close(null);
    return reader.lines;
  }

  @Override
  public void head(Node node, int depth) {
    if (node instanceof TextNode || node.nameIs("img") || node.nameIs("a")) {
      open.add(node);
    } else if (node.nameIs("br")) {
      close((Element) node);
    } else if (node instanceof Element element && element.isBlock()) {
      close(null);
    }
  }

  @Override
  public void tail(Node node, int depth) {
    if (node instanceof Element element && element.isBlock()) {
      close(null);
    }
  }

  private void close(@Nullable Element end) {
    if (!open.isEmpty()) {
      lines.add(new Line(open, end));
      open = new ArrayList<>();
    }
  }

  /** Takes a node out, then every element around it that has nothing left to show. */
  static void prune(Node node) {
    Node parent = node.parent();
    node.remove();
    while (parent instanceof Element element && !element.nameIs("body") && showsNothing(element)) {
      parent = element.parent();
      element.remove();
    }
  }

  private static boolean showsNothing(Element element) {
    return element.childNodes().stream()
        .allMatch(
            child -> child.nameIs("br") || (child instanceof TextNode text && text.isBlank()));
  }
}
