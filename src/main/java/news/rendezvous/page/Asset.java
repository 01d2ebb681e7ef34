package news.rendezvous.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.UUID;
import news.rendezvous.serve.Representation;

/**
 * A file that pages are made of besides their HTML.
 *
 * @param name what it is called in addresses: another name for other bytes, so that nobody who has
 *     it needs to ask again
 * @param representation its bytes
 */
record Asset(String name, Representation representation) {

  static Asset of(String file, String mediaType) {
    try (InputStream in = Asset.class.getResourceAsStream("/page/" + file)) {
      byte[] bytes = Objects.requireNonNull(in, file).readAllBytes();
      String version = UUID.nameUUIDFromBytes(bytes).toString().substring(0, 8);
      return new Asset(version + "-" + file, new Representation(bytes, mediaType));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
