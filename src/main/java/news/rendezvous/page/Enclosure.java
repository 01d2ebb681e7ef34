package news.rendezvous.page;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import news.rendezvous.item.Attachment;
import news.rendezvous.item.CanonicalUrl;
import org.jspecify.annotations.Nullable;

/**
 * A file that comes with a story.
 *
 * @param url where it is
 * @param kind {@code audio}, {@code video}, {@code image} or {@code file}
 * @param title what it is called, or what a picture shows
 * @param details its media type, length and size, as far as they are known
 */
record Enclosure(String url, String kind, @Nullable String title, String details) {

  /** What it is called on the page. */
  public String name() {
    return title == null ? kind : title;
  }

  /** Whether it is a picture. */
  public boolean isPicture() {
    return kind.equals("image");
  }

  /** The file as the page has it; none where its address is not of the web. */
  static Stream<Enclosure> of(Attachment attachment) {
    return CanonicalUrl.resolve(attachment.url(), null).map(url -> at(url, attachment)).stream();
  }

  private static Enclosure at(String url, Attachment attachment) {
    String type = attachment.mimeType().toLowerCase(Locale.ROOT);
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
