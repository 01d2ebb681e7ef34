package news.rendezvous.serve.page.layout;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import news.rendezvous.serve.http.Representation;

/** Static files of the pages: style sheet, scripts and icon. */
@ApplicationScoped
public class Assets {

  private static final String SCRIPT = "text/javascript;charset=UTF-8";

  private final Asset style = Asset.of("page.css", "text/css;charset=UTF-8");
  private final Asset theme = Asset.of("theme.js", SCRIPT);
  private final Asset script = Asset.of("page.js", SCRIPT);
  private final Asset icon = Asset.of("icon.svg", "image/svg+xml");
  private final Names names = new Names(style.name(), theme.name(), script.name(), icon.name());

  /**
   * A static file.
   *
   * @param name versioned name in URLs: it changes with the bytes, so that caches never revalidate
   * @param representation its bytes
   */
  public record Asset(String name, Representation representation) {

    public static Asset of(String file, String mediaType) {
      try (InputStream in = Asset.class.getResourceAsStream("/page/" + file)) {
        byte[] bytes = Objects.requireNonNull(in, file).readAllBytes();
        String version = UUID.nameUUIDFromBytes(bytes).toString().substring(0, 8);
        return new Asset(version + "-" + file, new Representation(bytes, mediaType));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Versioned names of the files. */
  record Names(String style, String theme, String script, String icon) {}

  Names names() {
    return names;
  }

  public Optional<Asset> find(String name) {
    return Stream.of(style, theme, script, icon)
        .filter(asset -> asset.name().equals(name))
        .findFirst();
  }
}
