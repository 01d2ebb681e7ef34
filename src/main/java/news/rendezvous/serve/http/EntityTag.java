package news.rendezvous.serve.http;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import news.rendezvous.item.text.Sha256;

/**
 * Strong entity tag (RFC 9110 section 8.8.3): a digest of the content of a representation, so that
 * all replicas give equal content the same one.
 *
 * @param digest 22 characters of base64url
 */
public record EntityTag(String digest) {

  private static final int BYTES = 16;

  private static final Pattern FORM = Pattern.compile("\"([A-Za-z0-9_-]{22})(?:-[a-z]+)?\"");

  /** The tag of a header, in whatever content coding; empty for a foreign one. */
  public static Optional<EntityTag> parse(String header) {
    Matcher form = FORM.matcher(header);
    return form.matches() ? Optional.of(new EntityTag(form.group(1))) : Optional.empty();
  }

  public static EntityTag of(byte[] content) {
    return of(List.of(content));
  }

  public static EntityTag of(Iterable<byte[]> parts) {
    MessageDigest digest = Sha256.digest();
    parts.forEach(digest::update);
    return new EntityTag(
        Base64.getUrlEncoder().withoutPadding().encodeToString(half(digest.digest())));
  }

  /** A digest that stands for a part. */
  public static byte[] digest(byte[] part) {
    return half(Sha256.of(part));
  }

  /**
   * The field value in a content coding. Section 8.8.3.3: representations that differ in their
   * coding differ in their strong entity tags.
   */
  public String header(ContentCoding coding) {
    String suffix = coding == ContentCoding.IDENTITY ? "" : "-" + coding.token();
    return '"' + digest + suffix + '"';
  }

  private static byte[] half(byte[] hash) {
    return Arrays.copyOf(hash, BYTES);
  }
}
