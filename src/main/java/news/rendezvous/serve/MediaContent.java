package news.rendezvous.serve;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
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

  /**
   * The pictures of an item: its lead picture, those that come with it and those that it refers to,
   * each once, with their alternative texts.
   */
  static void pictures(Xml xml, NewsItem item) throws XMLStreamException {
    Map<String, @Nullable String> texts = new LinkedHashMap<>();
    Stream.ofNullable(item.story().image()).forEach(url -> texts.put(url, null));
    item.story().attachments().stream()
        .filter(MediaContent::isPicture)
        .forEach(picture -> texts.put(picture.url(), picture.title()));
    item.extension().related().stream()
        .filter(related -> related.kind() == Related.Kind.IMAGE)
        .flatMap(related -> related.urls().stream())
        .map(CanonicalUrl::toString)
        .forEach(url -> texts.putIfAbsent(url, null));
    for (Map.Entry<String, @Nullable String> picture : texts.entrySet()) {
      xml.open("media:content", "url", picture.getKey(), "medium", "image");
      xml.text("media:description", picture.getValue(), "type", "plain");
      xml.close();
    }
  }

  /** Files that come with an item. */
  static void files(Xml xml, List<Attachment> files) throws XMLStreamException {
    for (Attachment file : files) {
      xml.open(
          "media:content",
          "url",
          file.url(),
          "type",
          type(file),
          "fileSize",
          text(file.sizeInBytes()),
          "duration",
          text(file.durationInSeconds()));
      xml.text("media:title", file.title(), "type", "plain");
      xml.close();
    }
  }

  static boolean isPicture(Attachment file) {
    return file.mimeType().startsWith("image/");
  }

  /** Its media type; null where only the group of types is known. */
  static @Nullable String type(Attachment file) {
    return file.mimeType().endsWith("/*") ? null : file.mimeType();
  }

  static @Nullable String text(@Nullable Object value) {
    return value == null ? null : value.toString();
  }
}
