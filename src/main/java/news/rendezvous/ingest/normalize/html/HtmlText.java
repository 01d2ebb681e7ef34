package news.rendezvous.ingest.normalize.html;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeVisitor;

/** Sanitised markup as plain text: paragraphs separated by a blank line, line breaks kept. */
final class HtmlText implements NodeVisitor {

  private final StringBuilder text = new StringBuilder();

  /** Line feeds before the next word. */
  private int feeds;

  private boolean space;

  private HtmlText() {}

  static String of(String html) {
    HtmlText reader = new HtmlText();
    Jsoup.parseBodyFragment(html).body().traverse(reader);
    return reader.text.toString();
  }

  @Override
  public void head(Node node, int depth) {
    if (node instanceof TextNode words) {
      words.getWholeText().chars().forEach(c -> add((char) c));
    } else if (node.nameIs("br")) {
      feeds++;
    } else {
      part(node);
    }
  }

  @Override
  public void tail(Node node, int depth) {
    part(node);
  }

  private void part(Node node) {
    if (node instanceof Element element && element.isBlock()) {
      feeds = 2;
    }
  }

  private void add(char c) {
    if (c == ' ' || (c >= '\t' && c <= '\r')) {
      space = true;
      return;
    }
    if (text.length() > 0) {
      text.append(feeds > 0 ? "\n".repeat(Math.min(feeds, 2)) : space ? " " : "");
    }
    feeds = 0;
    space = false;
    text.append(c);
  }
}
