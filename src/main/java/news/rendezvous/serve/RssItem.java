package news.rendezvous.serve;

import java.util.List;
import java.util.Objects;
import javax.xml.stream.XMLStreamException;
import news.rendezvous.item.Attachment;
import news.rendezvous.item.Author;
import news.rendezvous.item.NewsItem;
import news.rendezvous.item.SourceRef;
import news.rendezvous.item.Story;

/** One item of an RSS channel. */
final class RssItem {

  private RssItem() {}

  static void write(Xml xml, NewsItem item, String base) throws XMLStreamException {
    Story story = item.story();
    SourceRef source = item.extension().source();
    xml.open("item");
    xml.text("title", story.title());
    xml.text("link", Permalink.of(item, base));
    xml.text("guid", item.id().toString(), "isPermaLink", "false");
    xml.text("pubDate", Dates.rfc822(Dates.published(item)));
    xml.text(
        "source", Objects.requireNonNullElse(source.title(), source.id()), "url", source.url());
    for (Author author : story.authors()) {
      xml.text("dc:creator", author.name());
    }
    xml.text("dc:publisher", item.extension().publisher());
    for (String tag : story.tags()) {
      xml.text("category", tag);
    }
    xml.text("description", Html.description(story));
    xml.text("content:encoded", Html.content(story));
    files(xml, item);
    PodcastElements.write(xml, item);
    RelatedLinks.write(xml, "atom:link", item);
    xml.close();
  }

  // RSS 2.0 has one enclosure an item, and readers take the first or the last of several. A picture
  // is one only where there is no other file: it is among the pictures anyway.
  private static void files(Xml xml, NewsItem item) throws XMLStreamException {
    List<Attachment> all = MediaContent.enclosures(item);
    List<Attachment> files = all.stream().filter(file -> !file.isPicture()).toList();
    List<Attachment> enclosures = files.isEmpty() ? all : files;
    for (Attachment first : enclosures.subList(0, Math.min(1, enclosures.size()))) {
      enclosure(xml, first);
    }
    MediaContent.write(xml, item, files.subList(Math.min(1, files.size()), files.size()));
  }

  private static void enclosure(Xml xml, Attachment file) throws XMLStreamException {
    String type = MediaContent.type(file);
    if (type != null) {
      // The length is required; 0 is what is written where it is not known.
      String length = Objects.requireNonNullElse(file.sizeInBytes(), 0L).toString();
      xml.empty("enclosure", "url", file.url(), "length", length, "type", type);
    }
  }
}
