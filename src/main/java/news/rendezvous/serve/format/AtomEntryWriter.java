package news.rendezvous.serve.format;

import java.util.List;
import java.util.Objects;
import javax.xml.stream.XMLStreamException;
import news.rendezvous.item.Attachment;
import news.rendezvous.item.NewsItem;
import news.rendezvous.item.SourceRef;
import news.rendezvous.item.Story;
import news.rendezvous.item.Story.Author;

/** Writes an entry of an Atom feed. */
final class AtomEntryWriter {

  private AtomEntryWriter() {}

  static void write(XmlWriter xml, NewsItem item, String base) throws XMLStreamException {
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
    PodcastElements.write(xml, item);
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
  // of
  // the entry.
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
