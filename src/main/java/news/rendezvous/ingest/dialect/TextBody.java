package news.rendezvous.ingest.dialect;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import news.rendezvous.ingest.dialect.reference.ReferenceCollector;
import news.rendezvous.ingest.dialect.reference.ReferenceLine;
import news.rendezvous.ingest.dialect.reference.ReferencePlace;
import news.rendezvous.item.url.LinkHash;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.TextNode;

/** Body of plain text, as lines. */
final class TextBody {

  private static final Pattern BLANK_LINES = Pattern.compile("\n{3,}");

  private final List<TextLine> lines = new ArrayList<>();

  private TextBody(String text) {
    List<String> written = text.lines().map(String::stripTrailing).toList();
    for (int i = 0; i < written.size(); i++) {
      boolean last = i + 1 == written.size() || written.get(i + 1).isBlank();
      lines.add(new TextLine(written.get(i), last));
    }
  }

  /**
   * Reads a body.
   *
   * @param untitled true if the title is to be inferred
   */
  static EntryBody read(String value, ReferenceCollector references, boolean untitled) {
    TextBody lines = new TextBody(value);
    BodyReader reader = new BodyReader(references, value);
    reader.read(lines.lines);
    return new EntryBody(
        reader.hasReferences() ? lines.html() : null, // for pictures that are targets of references
        lines.text(),
        untitled ? reader.title() : null,
        reader.publisher(),
        reader.authors(),
        references.all(),
        null);
  }

  /** The remaining lines, paragraphs separated by one blank line. */
  private String text() {
    String left =
        lines.stream()
            .filter(line -> !line.removed)
            .map(line -> line.text)
            .collect(Collectors.joining("\n"));
    return BLANK_LINES.matcher(left).replaceAll("\n\n").strip();
  }

  /** The remaining lines as markup, with the places of removed references. */
  private Element html() {
    Element body = new Element("body");
    Element paragraph = null;
    for (TextLine line : lines) {
      if (line.removed) {
        line.places.forEach((paragraph == null ? body : paragraph)::appendChild);
      } else if (line.isBlank()) {
        paragraph = null;
      } else if (paragraph == null) {
        paragraph = body.appendElement("p").appendChild(new TextNode(line.text.strip()));
      } else {
        paragraph.appendElement("br");
        paragraph.appendChild(new TextNode(line.text.strip()));
      }
    }
    return body;
  }

  /** A line of plain text. */
  private static final class TextLine implements Line {

    private final boolean last;
    private final List<Element> places = new ArrayList<>();
    private String text;
    private boolean removed;

    TextLine(String text, boolean last) {
      this.text = text;
      this.last = last;
    }

    @Override
    public String text() {
      return text.strip();
    }

    @Override
    public String ending() {
      return text();
    }

    @Override
    public boolean isBlank() {
      return text.isBlank();
    }

    @Override
    public boolean showsMedia() {
      return false;
    }

    @Override
    public boolean isCaption() {
      return false;
    }

    @Override
    public boolean endsParagraph() {
      return last;
    }

    @Override
    public boolean mayRefer() {
      return LinkHash.mayBeIn(text);
    }

    @Override
    public Kind take(ReferenceCollector references) {
      List<ReferenceLine> found = ReferenceLine.of(text);
      if (found.isEmpty()) {
        text = references.takeInline(text);
        return text.isBlank() ? Kind.REFERENCES : Kind.WORDS;
      }
      for (ReferenceLine line : found) {
        references.standing(line.address(), line.title());
        places.add(ReferencePlace.of(line.address().link()));
      }
      return found.get(found.size() - 1).awaitsTitle() ? Kind.UNTITLED_REFERENCE : Kind.REFERENCES;
    }

    @Override
    public void remove() {
      removed = true;
    }

    @Override
    public void removeStart(int length) {
      text = text.strip().substring(length);
    }
  }
}
