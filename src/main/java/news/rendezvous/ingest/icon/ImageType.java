package news.rendezvous.ingest.icon;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Image type by magic bytes (WHATWG MIME Sniffing Standard, section 6.1); what a server declares is
 * ignored. SVG is none of them: it is a document that may hold scripts and references.
 */
public enum ImageType {
  PNG("image/png", "\u0089PNG\r\n\u001a\n"),
  ICO("image/x-icon", "\0\0\u0001\0"),
  GIF("image/gif", "GIF8"),
  JPEG("image/jpeg", "\u00ff\u00d8\u00ff"),
  WEBP("image/webp", "RIFF") {
    @Override
    boolean isOf(byte[] image) {
      return super.isOf(image) && startsWith(image, 8, "WEBP");
    }
  };

  private final String mediaType;
  private final String magic;

  ImageType(String mediaType, String magic) {
    this.mediaType = mediaType;
    this.magic = magic;
  }

  static Optional<ImageType> of(byte[] image) {
    return Stream.of(values()).filter(type -> type.isOf(image)).findFirst();
  }

  boolean isOf(byte[] image) {
    return startsWith(image, 0, magic);
  }

  private static boolean startsWith(byte[] image, int offset, String magic) {
    byte[] bytes = magic.getBytes(StandardCharsets.ISO_8859_1);
    return image.length >= offset + bytes.length
        && new String(image, offset, bytes.length, StandardCharsets.ISO_8859_1).equals(magic);
  }

  public String mediaType() {
    return mediaType;
  }
}
