package news.rendezvous.serve.http;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import news.rendezvous.serve.http.problem.Problem;

/**
 * Validates a request target as a URI, RFC 9112 section 3.2 and RFC 3986. An invalid one is
 * rejected and not repaired, as RFC 9112 section 3 recommends: a proxy may have parsed it
 * differently.
 */
final class RequestTarget {

  // Fast path for nearly all requests: no percent-encoding, no path segment that is an authority.
  private static final Pattern PLAIN =
      Pattern.compile("/(?:[\\w.~-][\\w.~/-]*+)?(?:\\?[\\w.~/=&+,:-]*+)?");

  // All but the characters of RFC 3986 section 2, and brackets, which queries of PHP forms have.
  private static final Pattern ILLEGAL = Pattern.compile("[^A-Za-z0-9._~:/?@!$&'()*+,;=%\\[\\]-]+");
  private static final Pattern BRACKET = Pattern.compile("[\\[\\]]");
  private static final Pattern BROKEN_ESCAPE = Pattern.compile("%(?![0-9A-Fa-f]{2})[^%&=/?]{0,2}");
  private static final Pattern ESCAPES = Pattern.compile("(?:%[0-9A-Fa-f]{2})+");

  /** Characters of a name or a mistake in a problem document. */
  private static final int LONGEST_SHOWN = 64;

  private RequestTarget() {}

  /**
   * The problem of an invalid target; empty for a valid one.
   *
   * @param target decoded as ISO 8859-1, as Vert.x has it
   */
  static Optional<Problem> problem(String target) {
    if (PLAIN.matcher(target).matches()) {
      return Optional.empty();
    }
    int end = target.indexOf('?');
    String path = end < 0 ? target : target.substring(0, end);
    String query = end < 0 ? "" : target.substring(end + 1);
    return mistake(path)
        .or(() -> path.startsWith("/") ? illegal(BRACKET, path) : Optional.empty())
        .or(() -> isUri(path) ? Optional.empty() : Optional.of("is no URI, such as /feed.rss"))
        .map(mistake -> Problem.of(400, "The path " + mistake + "."))
        .or(() -> Stream.of(query.split("&", -1)).flatMap(RequestTarget::problems).findFirst());
  }

  private static Stream<Problem> problems(String parameter) {
    String name = parameter.substring(0, (parameter + '=').indexOf('='));
    return mistake(parameter)
        .or(() -> notUtf8(parameter))
        .map(mistake -> Problem.invalidParameter(shown(name), mistake))
        .stream();
  }

  private static Optional<String> mistake(String part) {
    Matcher broken = BROKEN_ESCAPE.matcher(part);
    return broken.find()
        ? Optional.of(
            "has '%s', which is no percent-encoding; a percent sign itself is written %%25"
                .formatted(shown(broken.group())))
        : illegal(ILLEGAL, part);
  }

  private static Optional<String> illegal(Pattern characters, String part) {
    Matcher found = characters.matcher(part);
    return found.find()
        ? Optional.of(
            "has '%s', which must be percent-encoded: %s"
                .formatted(shown(found.group()), encoded(shown(found.group()))))
        : Optional.empty();
  }

  private static Optional<String> notUtf8(String parameter) {
    return ESCAPES
        .matcher(parameter)
        .results()
        .map(escapes -> escapes.group())
        .filter(escapes -> !isUtf8(escapes))
        .findFirst()
        .map(
            escapes ->
                "has '%s', which is not UTF-8; an é, say, is written %%C3%%A9"
                    .formatted(shown(escapes)));
  }

  private static boolean isUtf8(String escapes) {
    ByteBuffer bytes = ByteBuffer.allocate(escapes.length() / 3);
    for (int i = 1; i < escapes.length(); i += 3) {
      bytes.put((byte) Integer.parseInt(escapes.substring(i, i + 2), 16));
    }
    try {
      StandardCharsets.UTF_8.newDecoder().decode(bytes.flip());
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  private static boolean isUri(String path) {
    try {
      return !new URI(path).toString().isEmpty();
    } catch (URISyntaxException e) {
      return path.isEmpty(); // a target that starts with its query
    }
  }

  private static String encoded(String text) {
    StringBuilder encoded = new StringBuilder();
    for (byte one : text.getBytes(StandardCharsets.UTF_8)) {
      encoded.append("%%%02X".formatted(one & 0xFF));
    }
    return encoded.toString();
  }

  // The bytes are UTF-8 mostly.
  private static String shown(String sent) {
    String text = new String(sent.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    return text.codePoints()
        .limit(LONGEST_SHOWN)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
