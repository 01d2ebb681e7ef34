package news.rendezvous.ingest.icon;

import java.util.Optional;

/**
 * Icon of a source.
 *
 * @param type by its magic bytes
 * @param image the bytes as the publisher serves them; not to be changed
 */
public record Icon(ImageType type, byte[] image) {

  /** The icon; empty for a document that is no image. */
  static Optional<Icon> of(byte[] document) {
    return ImageType.of(document).map(type -> new Icon(type, document));
  }
}
