package news.rendezvous.serve;

import io.quarkus.runtime.configuration.MemorySize;
import java.util.List;
import java.util.Objects;
import javax.xml.stream.XMLStreamException;
import news.rendezvous.view.Held;

/** RSS 2.0, with what the Content, Dublin Core, Media and Atom namespaces add. */
final class RssFormat implements FeedFormat {

  private final Fragments items;

  RssFormat(MemorySize fragments) {
    items = new Fragments(fragments, item -> Xml.fragment(xml -> RssItem.write(xml, item)));
  }

  @Override
  public String extension() {
    return "rss";
  }

  @Override
  public String mediaType() {
    return "application/rss+xml;charset=UTF-8";
  }

  @Override
  public List<String> askedForAs() {
    return List.of("application/rss+xml", "application/xml", "text/xml");
  }

  @Override
  public byte[] render(FeedDocument document) {
    return Xml.document(
        xml -> {
          xml.open(
              "rss",
              "version",
              "2.0",
              "xmlns:atom",
              AtomFormat.NAMESPACE,
              "xmlns:content",
              "http://purl.org/rss/1.0/modules/content/",
              "xmlns:dc",
              "http://purl.org/dc/elements/1.1/",
              "xmlns:media",
              MediaContent.NAMESPACE);
          xml.open("channel");
          head(xml, document);
          for (Held held : document.items()) {
            xml.add(items.of(held));
          }
          xml.close();
          xml.close();
        });
  }

  private void head(Xml xml, FeedDocument document) throws XMLStreamException {
    FeedHead head = document.head();
    xml.text("title", head.title());
    xml.text("link", head.homePage());
    // RSS 2.0: title, link and description are required.
    xml.text("description", Objects.requireNonNullElse(head.description(), head.title()));
    xml.text("language", head.language());
    xml.text("lastBuildDate", document.updated().map(Dates::rfc822).orElse(null));
    xml.text("generator", "Rendezvous");
    if (head.icon() != null) {
      image(xml, head, head.icon());
    }
    link(xml, "self", document.self());
    if (document.next() != null) {
      link(xml, "next", document.next()); // RFC 5005 section 3
    }
  }

  private static void image(Xml xml, FeedHead head, String icon) throws XMLStreamException {
    xml.open("image");
    xml.text("url", icon);
    xml.text("title", head.title());
    xml.text("link", head.homePage());
    xml.close();
  }

  private void link(Xml xml, String relation, String address) throws XMLStreamException {
    xml.empty("atom:link", "rel", relation, "type", "application/rss+xml", "href", address);
  }
}
