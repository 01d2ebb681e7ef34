package news.rendezvous.serve.hub;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * URL of a topic, by its parts as the subscriber wrote them: a subscriber compares the topic in
 * requests to its callback with the one that it subscribed to.
 *
 * @param base scheme, authority and prefix, without a slash at the end
 * @param path path of the feed below the base, such as {@code /views/harbour/feed.atom}
 * @param query null for none
 */
record TopicUrl(String base, String path, @Nullable String query) {

  // The characters of RFC 3986: others would have to be encoded in a Link header. The shortest
  // prefix is that of a proxy. No user info and no fragment.
  private static final Pattern FORM =
      Pattern.compile(
          "(?<base>(?i:https?)://[A-Za-z0-9._~:\\[\\]-]+(?:/[^?#]*?)??)"
              + "(?<path>/(?:(?:sources|views)/[A-Za-z0-9._-]+/)?feed\\.(?:rss|atom|json)|/feed)"
              + "(?:\\?(?<query>[^#]*))?");
  private static final Pattern CHARACTERS =
      Pattern.compile("[A-Za-z0-9._~:/?\\[\\]@!$&'()*+,;=%-]*");
  private static final Pattern BROKEN_ESCAPE = Pattern.compile("%(?![0-9A-Fa-f]{2})");

  // It would be the base of all links of the deliveries.
  private static final Pattern DOT_SEGMENT = Pattern.compile("/(?:\\.|%2[Ee]){1,2}(?=/|$)");

  /** The parts of a URL; empty for one that is no feed of a service like this, at any host. */
  static Optional<TopicUrl> of(String url) {
    Matcher parts = FORM.matcher(url);
    boolean valid = CHARACTERS.matcher(url).matches() && !BROKEN_ESCAPE.matcher(url).find();
    return valid && parts.matches() && !DOT_SEGMENT.matcher(parts.group("base")).find()
        ? Optional.of(new TopicUrl(parts.group("base"), parts.group("path"), parts.group("query")))
        : Optional.empty();
  }

  /** True for a feed below this base URL, which has no slash at its end. */
  boolean isBelow(String other) {
    HttpUrl ours = HttpUrl.parse(other + "/");
    return ours != null && ours.equals(HttpUrl.parse(base + "/"));
  }

  /** The id of the view; empty for another feed. */
  Optional<String> view() {
    String[] segments = path.split("/");
    return segments[1].equals("views") ? Optional.of(segments[2]) : Optional.empty();
  }

  /** Path of the feed's document: that of RSS for the one that negotiates its format. */
  String document() {
    return path.equals("/feed") ? "/feed.rss" : path;
  }

  String extension() {
    String document = document();
    return document.substring(document.lastIndexOf('.') + 1);
  }

  /** Path and query, without the base. */
  String target() {
    return query == null ? path : path + "?" + query;
  }
}
