package news.rendezvous.admin;

import java.util.List;
import java.util.Set;
import news.rendezvous.ingest.parse.FeedParser;
import news.rendezvous.ingest.parse.xml.XmlElement;
import news.rendezvous.ingest.parse.xml.XmlReader;
import news.rendezvous.item.text.LowerCase;
import news.rendezvous.serve.http.problem.Problem;
import news.rendezvous.serve.http.problem.ProblemException;
import news.rendezvous.source.PollOutcome;
import news.rendezvous.source.opml.OpmlOutline;
import news.rendezvous.source.opml.OpmlReader;
import org.jdom2.Element;
import org.jspecify.annotations.Nullable;

/**
 * An OPML document from outside. It is parsed as a feed is, by the parser that reads no document
 * type and has limits, and handed to ROME as a tree: ROME's own parser would neither decode wrongly
 * declared charsets nor accept a bare ampersand, which URLs in real exports have.
 */
final class OpmlDocument {

  /** Attributes of an outline that are read, in lower case: programs spell them in many ways. */
  private static final Set<String> READ =
      Set.of("text", "title", "type", "xmlurl", "url", "htmlurl", "language");

  private OpmlDocument() {}

  /**
   * The outlines of a document that stand for feeds.
   *
   * @param contentType value of Content-Type, unparsed
   * @throws ProblemException 400 for a document that cannot be read, with the line and the column,
   *     or that is no OPML; 422 for one beyond the limits of the parser
   */
  static List<OpmlOutline> read(FeedParser parser, byte[] body, @Nullable String contentType) {
    XmlReader.Result result = parser.tree(body, contentType);
    if (result instanceof XmlReader.Result.Broken broken) {
      throw new ProblemException(problem(broken));
    }
    return OpmlReader.read(body(((XmlReader.Result.Tree) result).root()));
  }

  private static Problem problem(XmlReader.Result.Broken broken) {
    String detail = "The OPML cannot be read: " + broken.detail();
    return broken.outcome() == PollOutcome.LIMIT
        ? new Problem("too-large-document", "Too large document", 422, detail, null)
        : Problem.malformedBody(detail, null);
  }

  private static Element body(XmlElement root) {
    if (!root.local().equalsIgnoreCase("opml")) {
      throw new ProblemException(
          Problem.malformedBody(
              "The root element <%s> is not <opml>; a single feed is added by POST /admin/sources."
                  .formatted(root.local()),
              null));
    }
    return root.children().stream()
        .filter(child -> child.local().equalsIgnoreCase("body"))
        .findFirst()
        .map(body -> copy(body, new Element("body")))
        .orElseThrow(
            () -> new ProblemException(Problem.malformedBody("The OPML has no <body>.", null)));
  }

  private static Element copy(XmlElement from, Element to) {
    from.children().stream()
        .filter(child -> child.local().equalsIgnoreCase("outline"))
        .forEach(child -> to.addContent(copy(child, outline(child))));
    return to;
  }

  private static Element outline(XmlElement from) {
    Element outline = new Element("outline");
    for (XmlElement.Attribute attribute : from.attributes()) {
      String local = LowerCase.of(attribute.name().local());
      if (attribute.name().namespace().equals(OpmlOutline.NAMESPACE)) {
        outline.setAttribute(OpmlReader.SETTING + local, attribute.value());
      } else if (attribute.name().namespace().isEmpty() && READ.contains(local)) {
        outline.setAttribute(local, attribute.value());
      }
    }
    return outline;
  }
}
