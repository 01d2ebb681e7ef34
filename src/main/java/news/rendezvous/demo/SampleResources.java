package news.rendezvous.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import news.rendezvous.item.url.LinkHash;

/** Texts and pictures of the sample, from the class path. */
final class SampleResources {

  /** Slugs of the pictures. */
  static final List<String> PICTURES = List.of("dawn", "noon", "dusk", "night", "snow", "rain");

  /** A slug whose hash a text shows. */
  private static final Pattern SLUG = Pattern.compile("(?<=link=)\\{([^}]+)}");

  private SampleResources() {}

  /** A text, with hashes in place of the slugs in its references. */
  static String text(String name) {
    return SLUG.matcher(new String(bytes(name), StandardCharsets.UTF_8).strip())
        .replaceAll(slug -> link(slug.group(1)).toString());
  }

  private static byte[] bytes(String name) {
    try (InputStream in = SampleResources.class.getResourceAsStream("/demo/" + name)) {
      if (in == null) {
        throw new IllegalStateException("not in this build: /demo/" + name);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(name, e);
    }
  }

  /** The hash by which references name a story or a picture: MD5, as an identifier. */
  static LinkHash link(String slug) {
    try {
      MessageDigest md5 = MessageDigest.getInstance("MD5");
      byte[] digest = md5.digest(slug.getBytes(StandardCharsets.UTF_8));
      return new LinkHash(HexFormat.of().formatHex(digest));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has MD5", e);
    }
  }

  /** A picture as PNG. */
  static Optional<byte[]> picture(String slug) {
    return PICTURES.contains(slug)
        ? Optional.of(bytes("pictures/" + slug + ".png"))
        : Optional.empty();
  }
}
