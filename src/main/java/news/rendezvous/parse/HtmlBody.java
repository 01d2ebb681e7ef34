package news.rendezvous.parse;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.parser.Parser;
import org.jspecify.annotations.Nullable;

/** Bodies of HTML, parsed once; what leaves the body leaves the tree. */
final class HtmlBody {

  /** Deeper markup is flattened, so that whoever walks the tree may do so by recursion. */
  private static final int MAX_DEPTH = 256;

  private final References references;
  private final List<String> kept = new ArrayList<>();
  private @Nullable String publisher;

  private HtmlBody(References references) {
    this.references = references;
  }

  static Body read(String html, References references, boolean untitled) {
    return new HtmlBody(references).read(html, untitled);
  }

  private Body read(String html, boolean untitled) {
    Element body = parse(html);
    if (isText(html, body)) {
      return TextBody.read(html, references, untitled);
    }
    HtmlLines.of(body).forEach(this::read);
    return new Body(
        body,
        null,
        untitled ? Titles.infer(references, String.join("\n", kept)) : null,
        publisher,
        TextBody.bylines(kept.stream()),
        references.all());
  }

  /** Whether nothing came of what is no comment either: "<!" was meant to be read. */
  private static boolean isText(String html, Element body) {
    return html.startsWith("<!")
        && !html.startsWith("<!--")
        && body.childrenSize() == 0
        && !body.hasText();
  }

  private static Element parse(String html) {
    Element body = new Element("body");
    Parser parser = Parser.htmlParser().setMaxDepth(MAX_DEPTH);
    return body.appendChildren(parser.parseFragmentInput(MarkupLimit.cut(html), body, ""));
  }

  private void read(HtmlLines.Line line) {
    if (!kept.isEmpty() && !line.isMarked()) {
      readElements(line); // as most lines are: nobody asks for their text
      return;
    }
    String text = line.text();
    Optional<String> source = kept.isEmpty() ? Marks.publisher(text) : Optional.empty();
    if (publisher == null && source.isPresent()) {
      publisher = source.get();
      line.remove();
    } else if (isReference(line, text)) {
      line.remove();
    } else {
      keep(readElements(line) ? line.text() : text);
    }
  }

  private void keep(String text) {
    if (!text.isBlank()) {
      kept.add(text);
    }
  }

  /** Whether the line is a reference line. An anchor around the address knows it in full. */
  private boolean isReference(HtmlLines.Line line, String text) {
    Optional<References.Line> reference = References.Line.parse(text);
    reference.ifPresent(
        found ->
            references.address(
                line.elements("a").stream()
                    .map(anchor -> anchor.attr("href"))
                    .filter(href -> References.hash(href).equals(References.hash(found.address())))
                    .findFirst()
                    .orElse(found.address()),
                found.title()));
    return reference.isPresent();
  }

  /** Reads the references among the elements of a line; whether that changed the line. */
  private boolean readElements(HtmlLines.Line line) {
    for (Node node : line.nodes()) {
      if (node.nameIs("img")) {
        references.address(node.attr("src"), node.attr("alt"));
      }
    }
    boolean changed = false;
    for (Node node : line.nodes()) {
      if (node instanceof Element anchor
          && anchor.nameIs("a")
          && References.hash(anchor.attr("href")).isPresent()) {
        readAnchor(anchor);
        changed = true;
      }
    }
    return changed;
  }

  private void readAnchor(Element anchor) {
    Element image = anchor.selectFirst("img");
    references.address(anchor.attr("href"), image == null ? anchor.text() : image.attr("alt"));
    if (image == null) {
      HtmlLines.prune(anchor);
    } else {
      anchor.unwrap();
    }
  }
}
