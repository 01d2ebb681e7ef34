package news.rendezvous.serve.page.layout;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import news.rendezvous.serve.http.Representation;

/**
 * Static files of the pages: style sheets, scripts and icon. All of them are below one versioned
 * path, so that scripts can import each other by relative names.
 */
@ApplicationScoped
public class Assets {

  private static final List<String> FILES =
      List.of(
          "page.css",
          "theme.js",
          "page.js",
          "copy.js",
          "days.js",
          "pane.js",
          "pictures.js",
          "reading.js",
          "appearance.js",
          "fragment.js",
          "keys.js",
          "live.js",
          "neighbours.js",
          "operator.js",
          "settings.js",
          "shared.js",
          "stream.js",
          "texts.js",
          "times.js",
          "icon.svg",
          "console/console.css",
          "console/console.js",
          "console/actions.js",
          "console/address.js",
          "console/api.js",
          "console/form.js",
          "console/opml.js",
          "console/region.js",
          "console/rendered.js",
          "console/report.js",
          "console/session.js",
          "console/source-form.js",
          "console/texts.js",
          "console/token.js",
          "console/views.js");

  private static final Map<String, String> MEDIA_TYPES =
      Map.of(
          "css", "text/css;charset=UTF-8",
          "js", "text/javascript;charset=UTF-8",
          "svg", "image/svg+xml",
          "png", "image/png",
          "ico", "image/x-icon");

  private final Map<String, Representation> files = new LinkedHashMap<>();
  private final String version;

  Assets() {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (String name : FILES) {
      byte[] bytes = bytes(name);
      all.writeBytes(bytes);
      files.put(name, new Representation(bytes, mediaType(name)));
    }
    version = UUID.nameUUIDFromBytes(all.toByteArray()).toString().substring(0, 8);
  }

  /** A file of the pages, by its name. */
  public static Representation read(String name) {
    return new Representation(bytes(name), mediaType(name));
  }

  private static String mediaType(String name) {
    String extension = name.substring(name.lastIndexOf('.') + 1);
    return Objects.requireNonNull(MEDIA_TYPES.get(extension), name);
  }

  private static byte[] bytes(String name) {
    try (InputStream in = Assets.class.getResourceAsStream("/page/" + name)) {
      return Objects.requireNonNull(in, name).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Version of the files: it changes with their bytes, so that caches never revalidate. */
  public String version() {
    return version;
  }

  /** Path of the files, relative to the root of the service. */
  String path() {
    return "assets/" + version + "/";
  }

  /** Finds a file by its name. */
  public Optional<Representation> find(String name) {
    return Optional.ofNullable(files.get(name));
  }
}
