package news.rendezvous.item.url;

import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.HexFormat;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * Parser and serialiser of absolute URLs (WHATWG URL Standard). Most URLs are in serialised form
 * already, which a look at each character shows in a twentieth of the time of parsing.
 */
final class UrlSerializer {

  /** Characters that need no encoding in path, query and fragment; "%" is left out. */
  private static final BitSet PLAIN = new BitSet();

  static {
    "-._~!$&()*+,;=:@/?#".chars().forEach(PLAIN::set);
    PLAIN.set('0', '9' + 1);
    PLAIN.set('A', 'Z' + 1);
    PLAIN.set('a', 'z' + 1);
  }

  /** WHATWG URL, "fragment percent-encode set", which the library does not encode; and DEL. */
  private static final String ENCODED = " \"<>`\u007F";

  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  /** RFC 1035 section 2.3.4, in characters. */
  private static final int LONGEST_LABEL = 63;

  private static final int LONGEST_HOST = 253;

  private UrlSerializer() {}

  /** An http or https URL, parsed from a text that may be relative to a base; null for none. */
  static @Nullable String of(String written, @Nullable String base) {
    String url = withoutControls(written);
    if (startsLikeHttp(url)) {
      String absolute = serialized(url);
      if (absolute != null) {
        return absolute;
      }
    }
    return base == null ? null : resolved(url, withoutControls(base));
  }

  private static @Nullable String serialized(String url) {
    if (isSerialized(url)) {
      return url;
    }
    return written(HttpUrl.parse(url));
  }

  private static @Nullable String resolved(String url, String base) {
    if (url.startsWith("/") && !url.startsWith("//") && isPlain(url, 0) && isSerialized(base)) {
      return base.substring(0, path(base)) + url;
    }
    HttpUrl against = startsLikeHttp(base) ? HttpUrl.parse(base) : null;
    return against == null ? null : written(against.resolve(url));
  }

  private static @Nullable String written(@Nullable HttpUrl url) {
    return url == null ? null : encoded(url.toString());
  }

  /** A URL of any scheme with illegal characters percent-encoded. */
  static String encoded(String url) {
    StringBuilder out = new StringBuilder(url.length());
    for (int i = 0, c; i < url.length(); i += Character.charCount(c)) {
      c = url.codePointAt(i);
      if (c < ' ' || c > '~' || ENCODED.indexOf(c) >= 0) {
        percentEncode(c, out);
      } else {
        out.append((char) c);
      }
    }
    return out.toString();
  }

  private static void percentEncode(int c, StringBuilder out) {
    for (byte octet : Character.toString(c).getBytes(StandardCharsets.UTF_8)) {
      out.append('%').append(HEX.toHexDigits(octet));
    }
  }

  // HttpUrl.parse throws and catches an exception where there is no scheme, which costs more than
  // all the rest.
  private static boolean startsLikeHttp(String url) {
    return url.regionMatches(true, 0, "http", 0, 4);
  }

  // WHATWG URL, "basic URL parser": tabs and line feeds are removed wherever they stand.
  private static String withoutControls(String url) {
    return url.strip().replace("\t", "").replace("\r", "").replace("\n", "");
  }

  /** Quick test for a URL in serialised form; false if only parsing can decide. */
  private static boolean isSerialized(String url) {
    int host = host(url);
    int path = host < 0 ? -1 : path(url);
    return path > 0 && isName(url, host, path) && isPlain(url, path);
  }

  private static int host(String url) {
    if (url.startsWith("https://")) {
      return "https://".length();
    }
    return url.startsWith("http://") ? "http://".length() : -1;
  }

  /** The start of the path of an absolute URL; -1 for none. */
  static int path(String url) {
    return url.indexOf('/', host(url));
  }

  /** True if a host is a name in lower-case ASCII: neither an IP address nor in punycode. */
  private static boolean isName(String url, int from, int to) {
    int label = from;
    for (int i = from; i < to; i++) {
      char c = url.charAt(i);
      if (c == '.' && i > label) {
        label = i + 1;
      } else if ((!isLower(c) && !isDigit(c) && c != '-') || i - label >= LONGEST_LABEL) {
        return false;
      }
    }
    return to - from <= LONGEST_HOST
        && label < to
        && isLower(url.charAt(label))
        && !isPunycode(url, from, to);
  }

  private static boolean isPunycode(String url, int from, int to) {
    int mark = url.indexOf("xn--", from);
    return mark >= 0 && mark < to;
  }

  /** True if path, query and fragment need no encoding and the path has no dot segments. */
  private static boolean isPlain(String url, int from) {
    for (int i = from; i < url.length(); i++) {
      char c = url.charAt(i);
      if (!PLAIN.get(c) || (c == '.' && url.charAt(i - 1) == '/')) {
        return false;
      }
    }
    return true;
  }

  private static boolean isLower(char c) {
    return c >= 'a' && c <= 'z';
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
