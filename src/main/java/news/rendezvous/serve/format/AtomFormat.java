package news.rendezvous.serve.format;

import io.quarkus.runtime.configuration.MemorySize;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javax.xml.stream.XMLStreamException;
import news.rendezvous.item.Attachment;
import news.rendezvous.item.NewsItem;
import news.rendezvous.item.SourceRef;
import news.rendezvous.item.Story;
import news.rendezvous.item.Story.Author;
import news.rendezvous.view.ViewItem;
import news.rendezvous.view.Withdrawal;

/** Atom 1.0, RFC 4287, with the tombstones of RFC 6721. */
final class AtomFormat extends FeedFormat {

  static final String NAMESPACE = "http://www.w3.org/2005/Atom";

  /** Dublin Core, for the publisher, which Atom has no element for. */
  static final String DUBLIN_CORE = "http://purl.org/dc/elements/1.1/";

  private static final String TOMBSTONES = "http://purl.org/atompub/tombstones/1.0";

  private final FragmentCache entries;

  AtomFormat(MemorySize fragments) {
    super("atom", "application/atom+xml;charset=UTF-8", "application/atom+xml");
    entries =
        new FragmentCache(
            fragments, (item, base) -> XmlWriter.fragment(xml -> write(xml, item, base)));
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
              MediaElements.MEDIA_RSS,
              "xmlns:itunes",
              MediaElements.ITUNES,
              "xmlns:at",
              TOMBSTONES,
              "xml:lang",
              document.head().language());
          head(xml, document);
          for (Withdrawal gone : document.withdrawn()) {
            xml.empty(
                "at:deleted-entry", "ref", gone.id().toString(), "when", gone.time().toString());
          }
          for (ViewItem held : document.items()) {
            xml.add(entries.of(held, document.links().base()));
          }
          xml.close();
        });
  }

  @Override
  public boolean listsWithdrawals() {
    return true;
  }

  @Override
  byte[] digest(ViewItem held) {
    return entries.digest(held);
  }

  private static void head(XmlWriter xml, FeedDocument document) throws XMLStreamException {
    FeedMetadata head = document.head();
    xml.text("id", document.id());
    xml.text("title", head.title());
    xml.text("subtitle", head.description());
    xml.text("updated", updated(document).toString());
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

  // RFC 4287 section 4.1.1 requires a date, even without entries.
  private static Instant updated(FeedDocument document) {
    return Stream.concat(
            Stream.ofNullable(document.updated()),
            document.withdrawn().stream().map(Withdrawal::time))
        .max(Comparator.naturalOrder())
        .orElse(Instant.EPOCH);
  }

  private static void write(XmlWriter xml, NewsItem item, String base) throws XMLStreamException {
    Story story = item.story();
    xml.open("entry", "xml:lang", story.language());
    xml.text("id", item.id().toString());
    // RFC 4287 section 4.1.2 requires a title, which may be empty.
    xml.text("title", Objects.requireNonNullElse(story.title(), ""), "type", "text");
    if (story.datePublished() != null) {
      xml.text("published", story.datePublished().toString());
    }
    xml.text("updated", ItemFields.updated(item).toString());
    people(xml, story);
    xml.text("dc:publisher", item.extension().publisher());
    links(xml, item, base);
    xml.text("summary", story.summary(), "type", "text");
    xml.text("content", ItemFields.content(story), "type", "html");
    source(xml, item);
    MediaElements.write(xml, item, List.of());
    MediaElements.podcast(xml, item);
    xml.close();
  }

  private static void people(XmlWriter xml, Story story) throws XMLStreamException {
    for (Author author : story.authors()) {
      xml.open("author");
      xml.text("name", author.name());
      xml.close();
    }
    for (String tag : story.tags()) {
      xml.empty("category", "term", tag);
    }
  }

  private static void links(XmlWriter xml, NewsItem item, String base) throws XMLStreamException {
    xml.empty("link", "rel", "alternate", "href", ItemFields.link(item, base));
    for (Attachment file : MediaElements.enclosures(item)) {
      String length = MediaElements.text(file.sizeInBytes());
      xml.empty(
          "link",
          "rel",
          "enclosure",
          "href",
          file.url(),
          "type",
          MediaElements.type(file),
          "length",
          length,
          "title",
          file.title());
    }
    LinkElements.related(xml, "link", item);
  }

  // RFC 4287 section 4.2.11. The last update of the source is not recorded; it is not before that
  // of the entry.
  private static void source(XmlWriter xml, NewsItem item) throws XMLStreamException {
    SourceRef source = item.extension().source();
    xml.open("source");
    xml.text("id", source.url());
    xml.text("title", Objects.requireNonNullElse(source.title(), source.id()));
    xml.text("updated", ItemFields.updated(item).toString());
    xml.empty("link", "rel", "self", "href", source.url());
    xml.close();
  }
}
