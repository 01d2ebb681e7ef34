package news.rendezvous.serve.format;

import java.util.List;
import java.util.Objects;
import javax.xml.stream.XMLStreamException;
import news.rendezvous.item.Attachment;
import news.rendezvous.item.Episode;
import news.rendezvous.item.NewsItem;
import org.jspecify.annotations.Nullable;

/** Elements of the iTunes podcast namespace. */
final class PodcastElements {

  static final String NAMESPACE = "http://www.itunes.com/dtds/podcast-1.0.dtd";

  private PodcastElements() {}

  static void write(XmlWriter xml, NewsItem item) throws XMLStreamException {
    List<Attachment> recordings =
        item.story().attachments().stream().filter(PodcastElements::isRecording).toList();
    if (!recordings.isEmpty()) {
      xml.text("itunes:duration", duration(recordings));
      if (item.story().image() != null) {
        xml.empty("itunes:image", "href", item.story().image());
      }
    }
    Episode episode = item.extension().itunes();
    if (episode != null) {
      xml.text("itunes:season", MediaElements.text(episode.season()));
      xml.text("itunes:episode", MediaElements.text(episode.episode()));
      xml.text("itunes:episodeType", episode.episodeType());
      xml.text("itunes:explicit", MediaElements.text(episode.explicit()));
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
