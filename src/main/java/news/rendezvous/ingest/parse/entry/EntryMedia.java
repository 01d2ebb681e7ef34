package news.rendezvous.ingest.parse.entry;

import java.util.List;
import news.rendezvous.item.Episode;
import org.jspecify.annotations.Nullable;

/**
 * Pictures, audio, video and other files of an entry.
 *
 * @param thumbnail URL of a small picture, a fallback for {@code image}
 * @param contents Media RSS files that may be pictures, each in its largest rendition
 */
public record EntryMedia(
    @Nullable String image,
    @Nullable String thumbnail,
    List<Enclosure> contents,
    List<Enclosure> enclosures,
    @Nullable Episode episode) {

  public static final EntryMedia NONE = new EntryMedia(null, null, List.of(), List.of(), null);

  /**
   * An enclosed file.
   *
   * @param url its URL, absolute where a base is known
   * @param title title, or the alternative text of a picture
   */
  public record Enclosure(
      String url,
      @Nullable String type,
      @Nullable Long bytes,
      @Nullable Long seconds,
      @Nullable Markup title) {}

  public EntryMedia {
    contents = List.copyOf(contents);
    enclosures = List.copyOf(enclosures);
  }

  boolean isEmpty() {
    return contents.isEmpty() && enclosures.isEmpty();
  }
}
