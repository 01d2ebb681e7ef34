package news.rendezvous.ingest.parse.entry;

import java.util.List;
import news.rendezvous.item.Episode;
import org.jspecify.annotations.Nullable;

/**
 * Pictures, sound, film and other files of an entry.
 *
 * @param image address of its lead picture
 * @param thumbnail address of a small picture, for want of a larger one
 * @param contents files of Media RSS that may be pictures, each in its largest rendition
 * @param enclosures files that come with it
 * @param episode podcast metadata
 */
public record EntryMedia(
    @Nullable String image,
    @Nullable String thumbnail,
    List<Enclosure> contents,
    List<Enclosure> enclosures,
    @Nullable Episode episode) {

  /** Of an entry that has nothing but words. */
  public static final EntryMedia NONE = new EntryMedia(null, null, List.of(), List.of(), null);

  /**
   * A file.
   *
   * @param url its address, absolute where a base is known
   * @param type media type
   * @param bytes size
   * @param seconds duration
   * @param title what it is called, or the alternative text of a picture
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
