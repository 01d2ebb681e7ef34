package news.rendezvous.item;

import org.jspecify.annotations.Nullable;

/**
 * A file that comes with a story, with the meaning that JSON Feed 1.1 gives it.
 *
 * @param url absolute http or https address
 * @param mimeType media type, such as {@code audio/mpeg}
 * @param sizeInBytes size in bytes, where the source says
 * @param durationInSeconds length in seconds, where the source says
 */
public record Attachment(
    String url, String mimeType, @Nullable Long sizeInBytes, @Nullable Long durationInSeconds) {}
