package news.rendezvous.serve.format;

import io.quarkus.runtime.configuration.MemorySize;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Objects;
import javax.xml.stream.XMLStreamException;
import news.rendezvous.item.Attachment;
import news.rendezvous.item.NewsItem;
import news.rendezvous.item.SourceRef;
import news.rendezvous.item.Story;
import news.rendezvous.item.Story.Author;
import news.rendezvous.view.ViewItem;

/** RSS 2.0 with the Content, Dublin Core, Media RSS, iTunes and Atom namespaces. */
final class RssFormat extends FeedFormat {

  private final FragmentCache items;

  private final String ttl;

  RssFormat(MemorySize fragments, Duration ttl) {
    super(
        "rss",
        "application/rss+xml;charset=UTF-8",
        "application/rss+xml",
        "application/xml",
        "text/xml");
    this.items =
        new FragmentCache(
            fragments, (item, base) -> XmlWriter.fragment(xml -> write(xml, item, base)));
    this.ttl = Long.toString(ttl.toMinutes());
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
              MediaElements.MEDIA_RSS,
              "xmlns:itunes",
              MediaElements.ITUNES);
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
  byte[] digest(ViewItem held) {
    return items.digest(held);
  }

  private void head(XmlWriter xml, FeedDocument document) throws XMLStreamException {
    FeedMetadata head = document.head();
    xml.text("title", head.title());
    xml.text("link", document.homePage());
    // RSS 2.0: title, link and description are required.
    xml.text("description", Objects.requireNonNullElse(head.description(), head.title()));
    xml.text("language", head.language());
    xml.text("lastBuildDate", document.updated() == null ? null : date(document.updated()));
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

  private static void write(XmlWriter xml, NewsItem item, String base) throws XMLStreamException {
    Story story = item.story();
    SourceRef source = item.extension().source();
    xml.open("item");
    xml.text("title", story.title());
    xml.text("link", ItemFields.link(item, base));
    xml.text("guid", item.id().toString(), "isPermaLink", "false");
    xml.text("pubDate", date(ItemFields.published(item)));
    xml.text(
        "source", Objects.requireNonNullElse(source.title(), source.id()), "url", source.url());
    for (Author author : story.authors()) {
      xml.text("dc:creator", author.name());
    }
    xml.text("dc:publisher", item.extension().publisher());
    for (String tag : story.tags()) {
      xml.text("category", tag);
    }
    xml.text("description", ItemFields.description(story));
    xml.text("content:encoded", ItemFields.content(story));
    files(xml, item);
    MediaElements.podcast(xml, item);
    LinkElements.related(xml, "atom:link", item);
    xml.close();
  }

  /** A date as RSS 2.0 requires: RFC 822 with a year of four digits. */
  private static String date(Instant time) {
    return DateTimeFormatter.RFC_1123_DATE_TIME.format(time.atOffset(ZoneOffset.UTC));
  }

  // RSS 2.0 has one enclosure an item; readers take the first or the last of several. A picture is
  // an enclosure only without another file: it is a media:content element anyway.
  private static void files(XmlWriter xml, NewsItem item) throws XMLStreamException {
    List<Attachment> all = MediaElements.enclosures(item);
    List<Attachment> files = all.stream().filter(file -> !file.isPicture()).toList();
    List<Attachment> enclosures = files.isEmpty() ? all : files;
    for (Attachment first : enclosures.subList(0, Math.min(1, enclosures.size()))) {
      enclosure(xml, first);
    }
    MediaElements.write(xml, item, files.subList(Math.min(1, files.size()), files.size()));
  }

  private static void enclosure(XmlWriter xml, Attachment file) throws XMLStreamException {
    String type = MediaElements.type(file);
    if (type != null) {
      // The length is required; 0 by convention where it is unknown.
      String length = Objects.requireNonNullElse(file.sizeInBytes(), 0L).toString();
      xml.empty("enclosure", "url", file.url(), "length", length, "type", type);
    }
  }
}
