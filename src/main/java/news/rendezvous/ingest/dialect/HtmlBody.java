package news.rendezvous.ingest.dialect;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import news.rendezvous.ingest.dialect.reference.ReferenceCollector;
import news.rendezvous.ingest.parse.html.MarkupLimit;
import news.rendezvous.item.url.LinkHash;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.parser.Parser;
import org.jsoup.select.NodeTraversor;
import org.jsoup.select.NodeVisitor;
import org.jspecify.annotations.Nullable;

/** Body of HTML, parsed once; removed lines are removed from the tree. */
final class HtmlBody {

  /** Deeper markup is flattened, so that the tree can be walked recursively. */
  private static final int MAX_DEPTH = 256;

  private HtmlBody() {}

  static EntryBody read(String html, ReferenceCollector references, boolean untitled) {
    Element body = parse(html);
    if (isText(html, body)) {
      return TextBody.read(html, references, untitled);
    }
    if (LinkHash.mayBeIn(html)) {
      new HtmlReferences(references).takeWords(body);
    }
    List<HtmlLine> lines = lines(body);
    BodyReader reader = new BodyReader(references, html);
    reader.read(lines);
    return new EntryBody(
        body,
        null,
        untitled ? reader.title() : null,
        reader.publisher(),
        reader.authors(),
        references.all(),
        null);
  }

  /**
   * True if a text that begins with "<!" and is no comment was parsed to nothing: it is plain text.
   */
  private static boolean isText(String html, Element body) {
    return html.startsWith("<!")
        && !html.startsWith("<!--")
        && body.childrenSize() == 0
        && !body.hasText();
  }

  static List<HtmlLine> lines(Element body) {
    return LineSplitter.split(body);
  }

  static Element parse(String html) {
    Element body = new Element("body");
    Parser parser = Parser.htmlParser().setMaxDepth(MAX_DEPTH);
    return body.appendChildren(parser.parseFragmentInput(MarkupLimit.cut(html), body, ""));
  }

  /** Splits a tree of HTML into lines at blocks and line breaks. */
  private static final class LineSplitter implements NodeVisitor {

    /** Elements that show something or are links. */
    private static final Set<String> INLINE =
        Set.of("a", "img", "video", "audio", "source", "track", "iframe", "embed", "object");

    private final List<HtmlLine> lines = new ArrayList<>();
    private List<Node> open = new ArrayList<>();

    private LineSplitter() {}

    static List<HtmlLine> split(Element body) {
      LineSplitter reader = new LineSplitter();
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
}
