package news.rendezvous.serve;

import io.quarkus.runtime.configuration.MemorySize;
import java.time.Instant;
import java.util.List;
import javax.xml.stream.XMLStreamException;
import news.rendezvous.view.Held;

/** Atom 1.0, RFC 4287. */
final class AtomFormat implements FeedFormat {

  static final String NAMESPACE = "http://www.w3.org/2005/Atom";

  private final Fragments entries;

  AtomFormat(MemorySize fragments) {
    entries = new Fragments(fragments, item -> Xml.fragment(xml -> AtomEntry.write(xml, item)));
  }

  @Override
  public String extension() {
    return "atom";
  }

  @Override
  public String mediaType() {
    return "application/atom+xml;charset=UTF-8";
  }

  @Override
  public List<String> askedForAs() {
    return List.of("application/atom+xml");
  }

  @Override
  public byte[] render(FeedDocument document) {
    return Xml.document(
        xml -> {
          xml.open(
              "feed",
              "xmlns",
              NAMESPACE,
              "xmlns:media",
              MediaContent.NAMESPACE,
              "xml:lang",
              document.head().language());
          head(xml, document);
          for (Held held : document.items()) {
            xml.add(entries.of(held));
          }
          xml.close();
        });
  }

  private static void head(Xml xml, FeedDocument document) throws XMLStreamException {
    FeedHead head = document.head();
    xml.text("id", document.id());
    xml.text("title", head.title());
    xml.text("subtitle", head.description());
    // RFC 4287 section 4.1.1 requires a date, of a feed without entries as well.
    xml.text("updated", document.updated().orElse(Instant.EPOCH).toString());
    // Section 4.1.1: needed unless every entry has an author.
    for (String name : head.authors().isEmpty() ? List.of("Rendezvous") : head.authors()) {
      xml.open("author");
      xml.text("name", name);
      xml.close();
    }
    xml.text("generator", "Rendezvous");
    xml.text("icon", head.icon());
    xml.empty("link", "rel", "alternate", "href", head.homePage());
    link(xml, "self", document.self());
    if (document.next() != null) {
      link(xml, "next", document.next()); // RFC 5005 section 3
    }
  }

  private static void link(Xml xml, String relation, String address) throws XMLStreamException {
    xml.empty("link", "rel", relation, "type", "application/atom+xml", "href", address);
  }
}
