package news.rendezvous.source;

import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Value of the header Authorization for a source, as stored in the sources topic: encrypted where a
 * key is configured, else as it is. {@link CredentialVault} makes and opens it.
 *
 * @param scheme authentication scheme
 * @param plain value of the header; null if it is encrypted
 * @param sealed the encrypted value in base64; null if it is not encrypted
 */
public record Authorization(Scheme scheme, @Nullable String plain, @Nullable String sealed) {

  private static final Pattern FIELD_VALUE = Pattern.compile("[ !-~]+");

  /** Authentication scheme (RFC 9110 section 11.1). The names are part of stored records. */
  public enum Scheme {
    /** User and password, RFC 7617. */
    BASIC,
    /** A token, RFC 6750. */
    BEARER;

    /** The member of the request that gives it. */
    public String member() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Rejects incomplete records.
   *
   * @throws IllegalArgumentException unless there is exactly one value, which can be sent
   */
  public Authorization {
    Objects.requireNonNull(scheme, "scheme is missing");
    if ((plain == null) == (sealed == null)) {
      throw new IllegalArgumentException("an authorization has neither or both values");
    }
    if (plain != null && !FIELD_VALUE.matcher(plain).matches()) {
      throw new IllegalArgumentException("an authorization has characters that no header can have");
    }
  }

  /** Without the value, which must not get into a log. */
  @Override
  public String toString() {
    return scheme.member();
  }
}
