package news.rendezvous.admin.authentication;

import java.util.Optional;
import java.util.regex.Pattern;

/** Constraints on the configured token. */
public final class TokenConstraints {

  /** What a header field can carry without quoting (RFC 9110 section 5.5), without white space. */
  private static final Pattern VISIBLE = Pattern.compile("[\\x21-\\x7e]*");

  // NIST SP 800-63B section 3.1.1.2: the least length of a password.
  private static final int MIN_LENGTH = 8;

  private TokenConstraints() {}

  /** The valid form, for a value that does not have it. White space around it is removed. */
  public static Optional<String> token(String value) {
    String token = value.strip();
    return token.length() >= MIN_LENGTH && VISIBLE.matcher(token).matches()
        ? Optional.empty()
        : Optional.of(
            "must be at least %d visible ASCII characters without spaces, such as the output of openssl rand -hex 24"
                .formatted(MIN_LENGTH));
  }
}
