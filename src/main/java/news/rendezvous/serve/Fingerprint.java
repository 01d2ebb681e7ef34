package news.rendezvous.serve;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import news.rendezvous.item.Sha256;
import news.rendezvous.view.Held;

/**
 * The hash of all that a document says, for its entity tag: other fields of a record, which a
 * format does not show, have no part in it. The name under which the client knows the service is no
 * part either, so that replicas which are asked one by one agree.
 */
final class Fingerprint {

  private static final int BYTES = 16;

  private Fingerprint() {}

  /** The fingerprint of a document in a format, 22 characters of base64url. */
  static String of(FeedFormat format, FeedDocument document) {
    MessageDigest digest = Sha256.digest();
    digest.update(format.render(document.frame()));
    for (Held held : document.items()) {
      digest.update(format.hash(held));
    }
    return text(digest);
  }

  /** The fingerprint of bytes. */
  static String of(byte[] document) {
    MessageDigest digest = Sha256.digest();
    digest.update(document);
    return text(digest);
  }

  private static String text(MessageDigest digest) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(half(digest));
  }

  /** Stands for bytes in a fingerprint. */
  static byte[] hash(byte[] bytes) {
    MessageDigest digest = Sha256.digest();
    digest.update(bytes);
    return half(digest);
  }

  private static byte[] half(MessageDigest digest) {
    return Arrays.copyOf(digest.digest(), BYTES);
  }
}
