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

  static void write(Xml xml, NewsItem item) throws XMLStreamException {
    Story story = item.story();
    SourceRef source = item.extension().source();
    xml.open("item");
    xml.text("title", story.title());
    xml.text("link", story.url() == null ? null : story.url().toString());
    xml.text("guid", item.id().toString(), "isPermaLink", "false");
    xml.text("pubDate", Dates.rfc822(Dates.published(item)));
    xml.text(
        "source", Objects.requireNonNullElse(source.title(), source.id()), "url", source.url());
    for (Author author : story.authors()) {
      xml.text("dc:creator", author.name());
    }
    for (String tag : story.tags()) {
      xml.text("category", tag);
    }
    xml.text("description", Html.description(story));
    xml.text("content:encoded", Html.content(story));
    files(xml, story.attachments());
    MediaContent.pictures(xml, item);
    RelatedLinks.write(xml, "atom:link", item);
    xml.close();
  }

  // RSS 2.0 has one enclosure an item, and readers take the first or the last of several.
  private static void files(Xml xml, List<Attachment> files) throws XMLStreamException {
    if (files.isEmpty()) {
      return;
    }
    Attachment first = files.get(0);
    // The length is required; 0 is what is written where it is not known.
    String length = Objects.requireNonNullElse(first.sizeInBytes(), 0L).toString();
    xml.empty("enclosure", "url", first.url(), "length", length, "type", first.mimeType());
    MediaContent.files(xml, files.subList(1, files.size()));
  }
}
