package news.rendezvous.serve.format;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.stream.XMLStreamException;
import news.rendezvous.item.Attachment;
import news.rendezvous.item.Episode;
import news.rendezvous.item.NewsItem;
import news.rendezvous.item.text.MediaTypes;
import org.jspecify.annotations.Nullable;

/** Media RSS and iTunes elements, for files that RSS and Atom have no element for. */
final class MediaElements {

  static final String MEDIA_RSS = "http://search.yahoo.com/mrss/";
  static final String ITUNES = "http://www.itunes.com/dtds/podcast-1.0.dtd";

  private static final Set<String> MEDIUMS = Set.of("image", "audio", "video");

  private MediaElements() {}

  /**
   * The files of an item that are enclosures in RSS and Atom: not the pictures of its references,
   * which are in its content.
   */
  static List<Attachment> enclosures(NewsItem item) {
    Set<String> referred = referred(item).map(Attachment::url).collect(Collectors.toSet());
    return item.story().attachments().stream()
        .filter(file -> !file.isPicture() || !referred.contains(file.url()))
        .toList();
  }

  // They are attachments too, except in records of earlier releases.
  private static Stream<Attachment> referred(NewsItem item) {
    return item.extension().related().stream().flatMap(related -> related.files().stream());
  }

  /**
   * Writes the pictures of an item with their alternative texts, and the media files of its
   * references; each URL once.
   *
   * @param others files without another element
   */
  static void write(XmlWriter xml, NewsItem item, List<Attachment> others)
      throws XMLStreamException {
    Map<String, Attachment> files = new LinkedHashMap<>();
    Stream.ofNullable(item.story().image()).forEach(url -> files.put(url, picture(url)));
    Stream.concat(
            item.story().attachments().stream().filter(Attachment::isPicture), others.stream())
        .forEach(file -> files.put(file.url(), file));
    referred(item).forEach(file -> files.putIfAbsent(file.url(), file));
    for (Attachment file : files.values()) {
      write(xml, file);
    }
  }

  private static Attachment picture(String url) {
    String type = MediaTypes.guess(url).orElse(Attachment.SOME_PICTURE);
    return new Attachment(url, type, null, null, null);
  }

  private static void write(XmlWriter xml, Attachment file) throws XMLStreamException {
    xml.open(
        "media:content",
        "url",
        file.url(),
        "type",
        type(file),
        "medium",
        medium(file),
        "fileSize",
        text(file.sizeInBytes()),
        "duration",
        text(file.durationInSeconds()));
    xml.text(file.isPicture() ? "media:description" : "media:title", file.title(), "type", "plain");
    xml.close();
  }

  private static @Nullable String medium(Attachment file) {
    return Optional.of(file.mimeType().split("/", 2)[0]).filter(MEDIUMS::contains).orElse(null);
  }

  /** The media type; null where only the top-level type is known. */
  static @Nullable String type(Attachment file) {
    return file.mimeType().endsWith("/*") ? null : file.mimeType();
  }

  static @Nullable String text(@Nullable Object value) {
    return value == null ? null : value.toString();
  }

  static void podcast(XmlWriter xml, NewsItem item) throws XMLStreamException {
    List<Attachment> recordings =
        item.story().attachments().stream().filter(MediaElements::isRecording).toList();
    if (!recordings.isEmpty()) {
      xml.text("itunes:duration", duration(recordings));
      if (item.story().image() != null) {
        xml.empty("itunes:image", "href", item.story().image());
      }
    }
    Episode episode = item.extension().itunes();
    if (episode != null) {
      xml.text("itunes:season", text(episode.season()));
      xml.text("itunes:episode", text(episode.episode()));
      xml.text("itunes:episodeType", episode.episodeType());
      xml.text("itunes:explicit", text(episode.explicit()));
    }
  }

  private static @Nullable String duration(List<Attachment> recordings) {
    return recordings.stream()
        .map(Attachment::durationInSeconds)
        .filter(Objects::nonNull)
        .findFirst()
        .map(Object::toString)
        .orElse(null);
  }

  private static boolean isRecording(Attachment file) {
    return file.mimeType().startsWith("audio/") || file.mimeType().startsWith("video/");
  }
}
