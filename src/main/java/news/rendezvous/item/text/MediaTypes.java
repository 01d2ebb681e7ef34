package news.rendezvous.item.text;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/** Media types, from headers and from file name extensions. */
public final class MediaTypes {

  private static final Pattern TYPE = Pattern.compile("[\\w!#$%&'*+.^`|~-]+/[\\w!#$%&'*+.^`|~-]+");

  /** Registered types (IANA media types) of the files that feeds enclose or refer to. */
  private static final Map<String, String> BY_EXTENSION =
      Map.ofEntries(
          Map.entry("jpg", "image/jpeg"),
          Map.entry("jpeg", "image/jpeg"),
          Map.entry("png", "image/png"),
          Map.entry("gif", "image/gif"),
          Map.entry("webp", "image/webp"),
          Map.entry("avif", "image/avif"),
          Map.entry("bmp", "image/bmp"),
          Map.entry("tif", "image/tiff"),
          Map.entry("tiff", "image/tiff"),
          Map.entry("svg", "image/svg+xml"),
          Map.entry("heic", "image/heic"),
          Map.entry("mp3", "audio/mpeg"),
          Map.entry("m4a", "audio/mp4"),
          Map.entry("aac", "audio/aac"),
          Map.entry("ogg", "audio/ogg"),
          Map.entry("oga", "audio/ogg"),
          Map.entry("opus", "audio/ogg"),
          Map.entry("flac", "audio/flac"),
          Map.entry("wav", "audio/wav"),
          Map.entry("mp4", "video/mp4"),
          Map.entry("m4v", "video/mp4"),
          Map.entry("mov", "video/quicktime"),
          Map.entry("webm", "video/webm"),
          Map.entry("ogv", "video/ogg"),
          Map.entry("mpg", "video/mpeg"),
          Map.entry("mpeg", "video/mpeg"),
          Map.entry("avi", "video/x-msvideo"),
          Map.entry("mkv", "video/matroska"),
          Map.entry("m3u8", "application/vnd.apple.mpegurl"),
          Map.entry("pdf", "application/pdf"),
          Map.entry("epub", "application/epub+zip"),
          Map.entry("zip", "application/zip"),
          Map.entry("torrent", "application/x-bittorrent"));

  /** Types of sound and film that are registered, or used, as applications. */
  private static final Set<String> STREAMS =
      Set.of(
          "application/vnd.apple.mpegurl",
          "application/x-mpegurl",
          "application/dash+xml",
          "application/ogg",
          "application/mp4");

  private MediaTypes() {}

  /** The media type of the extension of a URL's last path segment. */
  public static Optional<String> guess(String url) {
    HttpUrl parsed = HttpUrl.parse(url);
    if (parsed == null) {
      return Optional.empty();
    }
    String file = parsed.pathSegments().get(parsed.pathSize() - 1);
    String extension = LowerCase.of(file.substring(file.lastIndexOf('.') + 1));
    return Optional.ofNullable(BY_EXTENSION.get(extension));
  }

  /**
   * Tells whether a text has the form of a media type: type and subtype are tokens (RFC 9110
   * section 8.3.1).
   */
  public static boolean isType(String text) {
    return TYPE.matcher(text).matches();
  }

  /** Tells whether a media type is that of a picture. */
  public static boolean isPicture(String type) {
    return type.startsWith("image/");
  }

  /** Tells whether a media type is that of sound or film. */
  public static boolean isSoundOrFilm(String type) {
    return type.startsWith("video/") || type.startsWith("audio/") || STREAMS.contains(type);
  }

  /** Tells whether a media type is that of a picture, sound or film. */
  public static boolean isMedia(String type) {
    return isPicture(type) || isSoundOrFilm(type);
  }

  /**
   * The essence of a Content-Type value: type and subtype in lower case, without parameters (WHATWG
   * MIME Sniffing Standard section 4.2).
   */
  public static String essence(@Nullable String contentType) {
    String value = contentType == null ? "" : contentType;
    int parameters = value.indexOf(';');
    return LowerCase.of((parameters < 0 ? value : value.substring(0, parameters)).strip());
  }
}
