package news.rendezvous.serve;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.xml.stream.XMLStreamException;
import news.rendezvous.item.Attachment;
import news.rendezvous.item.CanonicalUrl;
import news.rendezvous.item.NewsItem;
import news.rendezvous.item.Related;
import org.jspecify.annotations.Nullable;

/** Media RSS, for what RSS and Atom have no place of their own. */
final class MediaContent {

  static final String NAMESPACE = "http://search.yahoo.com/mrss/";

  private MediaContent() {}

  /** The pictures of an item: its lead picture and those that it refers to, each once. */
  static void pictures(Xml xml, NewsItem item) throws XMLStreamException {
    Set<String> urls = new LinkedHashSet<>();
    if (item.story().image() != null) {
      urls.add(item.story().image());
    }
    item.extension().related().stream()
        .filter(related -> related.kind() == Related.Kind.IMAGE)
        .flatMap(related -> related.urls().stream())
        .map(CanonicalUrl::toString)
        .forEach(urls::add);
    for (String url : urls) {
      xml.empty("media:content", "url", url, "medium", "image");
    }
  }

  /** Files that come with an item. */
  static void files(Xml xml, List<Attachment> files) throws XMLStreamException {
    for (Attachment file : files) {
      xml.empty(
          "media:content",
          "url",
          file.url(),
          "type",
          file.mimeType(),
          "fileSize",
          text(file.sizeInBytes()),
          "duration",
          text(file.durationInSeconds()));
    }
  }

  static @Nullable String text(@Nullable Long number) {
    return number == null ? null : number.toString();
  }
}
