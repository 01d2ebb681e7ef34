package news.rendezvous.ingest.fetch;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import okhttp3.Cookie;
import okhttp3.HttpUrl;

/**
 * Cookie jar of one redirect chain (RFC 6265), dropped with it. Some sites redirect to the same URL
 * until their cookie is sent.
 *
 * <p>Stricter than the RFC in one point: all cookies are host-only, whatever their Domain attribute
 * allows.
 */
final class CookieJar {

  static final CookieJar NONE = new CookieJar(Map.of());

  /** RFC 6265 section 6.1: the minimum per domain. */
  private static final int MAX_COOKIES = 50;

  private static final int MAX_BYTES = 4_096;

  /** Identity of a cookie (section 5.3). */
  private record Key(String host, String path, String name) {}

  private final Map<Key, Cookie> kept;

  private CookieJar(Map<Key, Cookie> kept) {
    this.kept = kept;
  }

  /** Adds the cookies of a response; unreadable ones are left out. */
  CookieJar with(HttpUrl url, List<String> setCookie) {
    if (setCookie.isEmpty()) {
      return this;
    }
    Map<Key, Cookie> next = new LinkedHashMap<>(kept);
    setCookie.stream().filter(value -> value.length() <= MAX_BYTES).forEach(v -> set(next, url, v));
    return new CookieJar(next);
  }

  private static void set(Map<Key, Cookie> next, HttpUrl url, String value) {
    Cookie cookie = Cookie.parse(url, value);
    if (cookie == null || (cookie.secure() && !url.isHttps())) {
      return;
    }
    Key key = new Key(url.host(), cookie.path(), cookie.name());
    next.remove(key); // also where the new one has expired, which is how a server deletes one
    if (cookie.expiresAt() > System.currentTimeMillis() && next.size() < MAX_COOKIES) {
      next.put(key, cookie);
    }
  }

  /** Value of the Cookie header for a request; empty without a matching cookie. */
  String header(HttpUrl url) {
    return kept.entrySet().stream()
        .filter(entry -> entry.getKey().host().equals(url.host()))
        .map(Map.Entry::getValue)
        .filter(cookie -> cookie.matches(url)) // path and Secure
        .map(cookie -> cookie.name() + "=" + cookie.value())
        .collect(Collectors.joining("; "));
  }
}
