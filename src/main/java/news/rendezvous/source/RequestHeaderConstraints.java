package news.rendezvous.source;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Validation of the request headers and credentials of a source. Each method returns what is wrong,
 * with a valid form, or nothing. Values are never repeated, since they may be secret.
 */
public final class RequestHeaderConstraints {

  private static final int MAX_HEADERS = 10;
  private static final int MAX_NAME = 64;
  private static final int MAX_VALUE = 1_024;
  private static final int MAX_TOKEN = 4_096;

  // RFC 9110 section 5.6.2.
  private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
  // Section 5.5, without obs-text, whose charset no server agrees on.
  private static final Pattern FIELD_VALUE = Pattern.compile("[!-~](?:[ \\t!-~]*[!-~])?");
  private static final Pattern VISIBLE = Pattern.compile("[!-~]+");
  private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\p{Cs}]");

  /** Names that a source cannot have, and the reason. */
  private static final Map<String, String> REFUSED =
      Map.ofEntries(
          Map.entry("host", "is made from the URL"),
          Map.entry("authorization", "has a member of its own, 'authorization'"),
          Map.entry("cookie", "is kept within one fetch, as the answers set it"),
          Map.entry("cookie2", "is kept within one fetch, as the answers set it"),
          Map.entry("accept-encoding", "is set by what this service can decode"),
          Map.entry("range", "would ask for a part of the document"),
          Map.entry("a-im", "would ask for a part of the document"),
          Map.entry("expect", "is for requests with a body"),
          Map.entry("connection", "is about the connection, RFC 9110 section 7.6.1"),
          Map.entry("keep-alive", "is about the connection, RFC 9110 section 7.6.1"),
          Map.entry("te", "is about the connection, RFC 9110 section 7.6.1"),
          Map.entry("trailer", "is about the connection, RFC 9110 section 7.6.1"),
          Map.entry("transfer-encoding", "frames a body, RFC 9112 section 6.1"),
          Map.entry("upgrade", "is about the connection, RFC 9110 section 7.6.1"),
          Map.entry("http2-settings", "is about the connection, RFC 9110 section 7.6.1"));

  /** Groups of such names, by their beginning. */
  private static final Map<String, String> REFUSED_GROUPS =
      Map.of(
          "if-", "is set from the validators of the last document",
          "proxy-", "is for proxies, and there is none",
          "content-", "is for requests with a body");

  private RequestHeaderConstraints() {}

  public static Optional<String> headers(Map<String, String> headers) {
    if (headers.size() > MAX_HEADERS) {
      return Optional.of(
          "has %d headers; it may have at most %d".formatted(headers.size(), MAX_HEADERS));
    }
    Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    return headers.entrySet().stream()
        .flatMap(
            header ->
                Stream.of(
                        name(header.getKey()),
                        names.add(header.getKey())
                            ? Optional.<String>empty()
                            : Optional.of(
                                "has '%s' twice: names are compared without case"
                                    .formatted(header.getKey())),
                        value(header.getKey(), header.getValue()))
                    .flatMap(Optional::stream))
        .findFirst();
  }

  private static Optional<String> name(String name) {
    if (!TOKEN.matcher(name).matches() || name.length() > MAX_NAME) {
      return Optional.of(
          ("has a name that is no header name (RFC 9110 section 5.6.2, at most %d characters), such"
                  + " as X-Edition")
              .formatted(MAX_NAME));
    }
    String lower = name.toLowerCase(Locale.ROOT);
    return Optional.ofNullable(REFUSED.get(lower))
        .or(
            () ->
                REFUSED_GROUPS.entrySet().stream()
                    .filter(group -> lower.startsWith(group.getKey()))
                    .map(Map.Entry::getValue)
                    .findFirst())
        .map(reason -> "must not have '%s', which %s".formatted(name, reason));
  }

  private static Optional<String> value(String name, String value) {
    return unless(
        value.length() <= MAX_VALUE && FIELD_VALUE.matcher(value).matches(),
        ("needs a value for '%s' of 1 to %d visible ASCII characters, with spaces inside only, such"
                + " as en-GB, en;q=0.5")
            .formatted(name, MAX_VALUE));
  }

  /** User of HTTP Basic, RFC 7617 section 2. */
  public static Optional<String> user(String user) {
    return unless(
        !user.isEmpty()
            && user.length() <= MAX_VALUE
            && !user.contains(":")
            && !CONTROL.matcher(user).find(),
        "must be 1 to %d characters without colon or control characters, such as reader"
            .formatted(MAX_VALUE));
  }

  public static Optional<String> password(String password) {
    return unless(
        password.length() <= MAX_VALUE && !CONTROL.matcher(password).find(),
        "must be at most %d characters without control characters".formatted(MAX_VALUE));
  }

  /** Bearer token, RFC 6750 section 2.1; some publishers use more characters than it allows. */
  public static Optional<String> bearer(String token) {
    return unless(
        token.length() <= MAX_TOKEN && VISIBLE.matcher(token).matches(),
        "must be 1 to %d visible ASCII characters without spaces".formatted(MAX_TOKEN));
  }

  /** Value of the header Authorization for HTTP Basic, in UTF-8 (RFC 7617 section 2.1). */
  public static String basicHeader(String user, String password) {
    byte[] pair = (user + ':' + password).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(pair);
  }

  private static Optional<String> unless(boolean right, String form) {
    return right ? Optional.empty() : Optional.of(form);
  }
}
