package news.rendezvous.item.text;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/** Media types, from headers and from file name extensions. */
public final class MediaTypes {

  private static final Pattern TYPE = Pattern.compile("[\\w!#$%&'*+.^`|~-]+/[\\w!#$%&'*+.^`|~-]+");

  /** Registered types (IANA media types) of the files that feeds enclose or refer to. */
  private static final Map<String, String> BY_EXTENSION =
      """
      image/jpeg jpg jpeg
      image/png png
      image/gif gif
      image/webp webp
      image/avif avif
      image/bmp bmp
      image/tiff tif tiff
      image/svg+xml svg
      image/heic heic
      audio/mpeg mp3
      audio/mp4 m4a
      audio/aac aac
      audio/ogg ogg oga opus
      audio/flac flac
      audio/wav wav
      video/mp4 mp4 m4v
      video/quicktime mov
      video/webm webm
      video/ogg ogv
      video/mpeg mpg mpeg
      video/x-msvideo avi
      video/matroska mkv
      application/vnd.apple.mpegurl m3u8
      application/pdf pdf
      application/epub+zip epub
      application/zip zip
      application/x-bittorrent torrent
      """
          .lines()
          .map(line -> line.split(" "))
          .flatMap(row -> Arrays.stream(row, 1, row.length).map(name -> Map.entry(name, row[0])))
          .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

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
   * True if a text has the form of a media type: type and subtype are tokens (RFC 9110 section
   * 8.3.1).
   */
  public static boolean isType(String text) {
    return TYPE.matcher(text).matches();
  }

  public static boolean isPicture(String type) {
    return type.startsWith("image/");
  }

  public static boolean isSoundOrFilm(String type) {
    return type.startsWith("video/") || type.startsWith("audio/") || STREAMS.contains(type);
  }

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
