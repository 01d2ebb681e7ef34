package news.rendezvous.fetch;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import okhttp3.Cookie;
import okhttp3.HttpUrl;

/**
 * The cookies of one fetch (RFC 6265): what a redirect sets comes along to the next hop, and
 * nothing outlives the fetch. Some sites send everyone back to the same address until their cookie
 * is there.
 *
 * <p>Stricter than the RFC in one point: a cookie returns to the very host that set it and to no
 * other, whatever its Domain attribute allows.
 */
final class Cookies {

  static final Cookies NONE = new Cookies(Map.of());

  /** RFC 6265 section 6.1: what a user agent should at least take of one domain. */
  private static final int MOST = 50;

  private static final int MOST_BYTES = 4_096;

  /** What tells cookies apart: a later one of the same key replaces the earlier (section 5.3). */
  private record Key(String host, String path, String name) {}

  private final Map<Key, Cookie> kept;

  private Cookies(Map<Key, Cookie> kept) {
    this.kept = kept;
  }

  /**
   * These and what a response sets.
   *
   * @param url of the request
   * @param setCookie values of Set-Cookie; unreadable ones are left out
   */
  Cookies with(HttpUrl url, List<String> setCookie) {
    if (setCookie.isEmpty()) {
      return this;
    }
    Map<Key, Cookie> next = new LinkedHashMap<>(kept);
    setCookie.stream()
        .filter(value -> value.length() <= MOST_BYTES)
        .forEach(v -> set(next, url, v));
    return new Cookies(next);
  }

  private static void set(Map<Key, Cookie> next, HttpUrl url, String value) {
    Cookie cookie = Cookie.parse(url, value);
    if (cookie == null || (cookie.secure() && !url.isHttps())) {
      return;
    }
    Key key = new Key(url.host(), cookie.path(), cookie.name());
    next.remove(key); // also where the new one has expired, which is how a server deletes one
    if (cookie.expiresAt() > System.currentTimeMillis() && next.size() < MOST) {
      next.put(key, cookie);
    }
  }

  /** The value of Cookie for a request; empty where no cookie belongs to it. */
  String header(HttpUrl url) {
    return kept.entrySet().stream()
        .filter(entry -> entry.getKey().host().equals(url.host()))
        .map(Map.Entry::getValue)
        .filter(cookie -> cookie.matches(url)) // path and Secure
        .map(cookie -> cookie.name() + "=" + cookie.value())
        .collect(Collectors.joining("; "));
  }
}
