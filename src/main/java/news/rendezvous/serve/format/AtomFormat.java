package news.rendezvous.serve.format;

import io.quarkus.runtime.configuration.MemorySize;
import java.util.List;
import javax.xml.stream.XMLStreamException;
import news.rendezvous.view.ViewItem;

/** Atom 1.0, RFC 4287. */
final class AtomFormat implements FeedFormat {

  static final String NAMESPACE = "http://www.w3.org/2005/Atom";

  /** Dublin Core, for the publisher, which Atom has no element for. */
  static final String DUBLIN_CORE = "http://purl.org/dc/elements/1.1/";

  private final FragmentCache entries;

  public AtomFormat(MemorySize fragments) {
    entries =
        new FragmentCache(
            fragments,
            (item, base) -> XmlWriter.fragment(xml -> AtomEntryWriter.write(xml, item, base)));
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
  public List<String> accepts() {
    return List.of("application/atom+xml");
  }

  @Override
  public byte[] render(FeedDocument document) {
    return XmlWriter.document(
        xml -> {
          xml.open(
              "feed",
              "xmlns",
              NAMESPACE,
              "xmlns:dc",
              DUBLIN_CORE,
              "xmlns:media",
              MediaElements.NAMESPACE,
              "xmlns:itunes",
              PodcastElements.NAMESPACE,
              "xml:lang",
              document.head().language());
          head(xml, document);
          for (ViewItem held : document.items()) {
            xml.add(entries.of(held, document.links().base()));
          }
          xml.close();
        });
  }

  @Override
  public byte[] digest(ViewItem held) {
    return entries.digest(held);
  }

  private static void head(XmlWriter xml, FeedDocument document) throws XMLStreamException {
    FeedMetadata head = document.head();
    xml.text("id", document.id());
    xml.text("title", head.title());
    xml.text("subtitle", head.description());
    // RFC 4287 section 4.1.1 requires a date, even without entries.
    xml.text("updated", document.updated().toString());
    // Section 4.1.1: required unless every entry has an author.
    for (String name : head.authors().isEmpty() ? List.of("Rendezvous") : head.authors()) {
      xml.open("author");
      xml.text("name", name);
      xml.close();
    }
    xml.text("generator", "Rendezvous");
    xml.text("icon", document.icon());
    // Section 4.1.1: one alternate link of each media type.
    xml.empty("link", "rel", "alternate", "type", "text/html", "href", document.homePage());
    LinkElements.ofFeed(xml, "link", document.links());
  }
}
