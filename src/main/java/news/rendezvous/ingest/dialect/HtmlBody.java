package news.rendezvous.ingest.dialect;

import java.util.List;
import news.rendezvous.ingest.dialect.reference.ReferenceCollector;
import news.rendezvous.ingest.parse.html.MarkupLimit;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;

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
    if (html.contains("getUrls?")) {
      new HtmlReferences(references).takeWords(body);
    }
    List<HtmlLine> lines = HtmlLines.of(body);
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
   * Tells whether a text that begins with "<!" and is no comment was parsed to nothing: it is plain
   * text.
   */
  private static boolean isText(String html, Element body) {
    return html.startsWith("<!")
        && !html.startsWith("<!--")
        && body.childrenSize() == 0
        && !body.hasText();
  }

  static Element parse(String html) {
    Element body = new Element("body");
    Parser parser = Parser.htmlParser().setMaxDepth(MAX_DEPTH);
    return body.appendChildren(parser.parseFragmentInput(MarkupLimit.cut(html), body, ""));
  }
}
