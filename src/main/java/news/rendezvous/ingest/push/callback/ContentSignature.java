package news.rendezvous.ingest.push.callback;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import news.rendezvous.item.text.Hmac;
import org.jspecify.annotations.Nullable;

/** {@code X-Hub-Signature} of a push: {@code method=signature} (W3C WebSub section 7.1). */
final class ContentSignature {

  private static final Map<String, Hmac> METHODS =
      Map.of(
          "sha1", Hmac.SHA1, "sha256", Hmac.SHA256, "sha384", Hmac.SHA384, "sha512", Hmac.SHA512);

  private ContentSignature() {}

  /** The reason why a push is not authentic; null for a valid signature. */
  static @Nullable String mistake(@Nullable String header, String secret, byte[] content) {
    if (header == null) {
      return "a push without X-Hub-Signature";
    }
    int end = header.indexOf('=');
    Hmac method =
        end < 0 ? null : METHODS.get(header.substring(0, end).strip().toLowerCase(Locale.ROOT));
    if (method == null) {
      return "a push whose X-Hub-Signature has none of the methods sha1, sha256, sha384 and sha512";
    }
    return method.matches(
            header.substring(end + 1).strip(), secret.getBytes(StandardCharsets.UTF_8), content)
        ? null
        : "a push whose X-Hub-Signature is wrong";
  }
}
