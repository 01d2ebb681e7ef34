package news.rendezvous.serve.format;

import io.quarkus.runtime.configuration.MemorySize;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import javax.xml.stream.XMLStreamException;
import news.rendezvous.view.ViewItem;

/** RSS 2.0 with the Content, Dublin Core, Media RSS, iTunes and Atom namespaces. */
final class RssFormat implements FeedFormat {

  private final FragmentCache items;

  private final String ttl;

  /**
   * The format.
   *
   * @param fragments maximum memory for cached items
   * @param ttl recommended poll interval
   */
  public RssFormat(MemorySize fragments, Duration ttl) {
    this.items =
        new FragmentCache(
            fragments,
            (item, base) -> XmlWriter.fragment(xml -> RssItemWriter.write(xml, item, base)));
    this.ttl = Long.toString(ttl.toMinutes());
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
  public List<String> accepts() {
    return List.of("application/rss+xml", "application/xml", "text/xml");
  }

  @Override
  public byte[] render(FeedDocument document) {
    return XmlWriter.document(
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
              AtomFormat.DUBLIN_CORE,
              "xmlns:media",
              MediaElements.NAMESPACE,
              "xmlns:itunes",
              PodcastElements.NAMESPACE);
          xml.open("channel");
          head(xml, document);
          for (ViewItem held : document.items()) {
            xml.add(items.of(held, document.links().base()));
          }
          xml.close();
          xml.close();
        });
  }

  @Override
  public byte[] digest(ViewItem held) {
    return items.digest(held);
  }

  private void head(XmlWriter xml, FeedDocument document) throws XMLStreamException {
    FeedMetadata head = document.head();
    xml.text("title", head.title());
    xml.text("link", document.homePage());
    // RSS 2.0: title, link and description are required.
    xml.text("description", Objects.requireNonNullElse(head.description(), head.title()));
    xml.text("language", head.language());
    xml.text("lastBuildDate", RssItemWriter.date(document.updated()));
    xml.text("generator", "Rendezvous");
    xml.text("ttl", ttl);
    image(xml, document);
    LinkElements.ofFeed(xml, "atom:link", document.links());
  }

  private static void image(XmlWriter xml, FeedDocument document) throws XMLStreamException {
    if (document.icon() != null) {
      xml.open("image");
      xml.text("url", document.icon());
      xml.text("title", document.head().title());
      xml.text("link", document.homePage());
      xml.close();
    }
  }
}
