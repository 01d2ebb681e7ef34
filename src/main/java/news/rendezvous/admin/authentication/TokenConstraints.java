package news.rendezvous.admin.authentication;

import java.util.Optional;
import java.util.regex.Pattern;

/** Constraints on the configured token. */
public final class TokenConstraints {

  /** Visible characters of a header field (VCHAR, RFC 9110 section 5.5). */
  private static final Pattern VISIBLE = Pattern.compile("[\\x21-\\x7e]+");

  private TokenConstraints() {}

  /** The valid form, for a value that does not have it. White space around it is removed. */
  public static Optional<String> token(String value) {
    return VISIBLE.matcher(value.strip()).matches()
        ? Optional.empty()
        : Optional.of(
            "must be visible ASCII characters without spaces, such as the output of openssl rand -hex 24");
  }
}
