package news.rendezvous.serve.page.story;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import news.rendezvous.item.Attachment;
import news.rendezvous.item.text.LowerCase;
import news.rendezvous.item.url.CanonicalUrl;
import org.jspecify.annotations.Nullable;

/**
 * A file of a story.
 *
 * @param url its URL
 * @param kind {@code audio}, {@code video}, {@code image} or {@code file}
 * @param title its title, or the description of a picture
 * @param details its media type, duration and size, as far as they are known
 */
record Enclosure(String url, String kind, @Nullable String title, String details) {

  public boolean isPicture() {
    return kind.equals("image");
  }

  /** The file; none where its URL is not http or https. */
  static Stream<Enclosure> of(Attachment attachment) {
    return CanonicalUrl.resolve(attachment.url(), null).map(url -> at(url, attachment)).stream();
  }

  private static Enclosure at(String url, Attachment attachment) {
    String type = LowerCase.of(attachment.mimeType());
    String group = type.substring(0, Math.max(type.indexOf('/'), 0));
    return new Enclosure(
        url,
        switch (group) {
          case "audio", "video", "image" -> group;
          default -> "file";
        },
        attachment.title(),
        Stream.of(
                Optional.of(type).filter(known -> !known.equals(Attachment.UNKNOWN_TYPE)),
                Optional.ofNullable(attachment.durationInSeconds()).map(Enclosure::length),
                Optional.ofNullable(attachment.sizeInBytes()).map(Enclosure::size))
            .flatMap(Optional::stream)
            .collect(Collectors.joining(", ")));
  }

  private static String length(long seconds) {
    return String.format(Locale.ROOT, "%d:%02d min", seconds / 60, seconds % 60);
  }

  private static String size(long bytes) {
    return String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
  }
}
