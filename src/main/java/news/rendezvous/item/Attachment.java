package news.rendezvous.item;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.Objects;
import news.rendezvous.item.text.MediaTypes;
import org.jspecify.annotations.Nullable;

/**
 * A file that comes with a story, with the meaning that JSON Feed 1.1 gives it.
 *
 * @param title name of the file, or the subject of a picture; different for each file of a story,
 *     since equal titles denote the same file in another format
 */
public record Attachment(
    String url,
    String mimeType,
    @Nullable Long sizeInBytes,
    @Nullable Long durationInSeconds,
    @Nullable String title) {

  /** Media type of a file of unknown type (RFC 2046 section 4.5.1). */
  public static final String UNKNOWN_TYPE = "application/octet-stream";

  /** Media range of a picture of unknown format. */
  public static final String SOME_PICTURE = "image/*";

  public Attachment {
    Objects.requireNonNull(url, "the URL of an attachment is missing");
    Objects.requireNonNull(mimeType, "the media type of an attachment is missing");
    if ((sizeInBytes != null && sizeInBytes < 0)
        || (durationInSeconds != null && durationInSeconds < 0)) {
      throw new IllegalArgumentException("size or duration of an attachment is negative");
    }
  }

  @JsonIgnore
  public boolean isPicture() {
    return MediaTypes.isPicture(mimeType);
  }

  /** The same file without its title. */
  public Attachment untitled() {
    return new Attachment(url, mimeType, sizeInBytes, durationInSeconds, null);
  }
}
