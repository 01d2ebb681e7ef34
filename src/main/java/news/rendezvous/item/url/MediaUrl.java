package news.rendezvous.item.url;

import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import news.rendezvous.item.text.LowerCase;

/**
 * The part of the URL of a picture, sound or film that selects it. The query of a file counts,
 * signs, scales and breaks caches; the query of a script selects, but for parameters that do the
 * same.
 */
public final class MediaUrl {

  private static final Set<String> FILES =
      Set.of(
          """
          jpg jpeg png gif webp avif svg bmp tif tiff ico heic mp3 m4a m4b m4v mp4 aac ogg oga
          ogv opus flac wav webm mov avi mkv m3u8 mpd pdf epub zip torrent
          """
              .strip()
              .split("\\s+"));

  /** Common names of signatures, times of expiry, cache busters, counters and sizes. */
  private static final Set<String> SELECTING_NOTHING =
      Set.of(
          """
          sig sign signature hmac token auth key hash oh oe expires expiry exp policy
          key-pair-id sid session sessionid phpsessid jsessionid ts time timestamp t _ v ver
          version cb cache cachebuster nocache bust rnd rand random hit hits count counter views
          w h width height size resize fit crop quality q dpr auto format fm strip ssl
          """
              .strip()
              .split("\\s+"));

  /** Prefixes of parameter names: Amazon, Google and Azure sign with several. */
  private static final Pattern SIGNING = Pattern.compile("(?:x-amz-|x-goog-|utm_|at_).*");

  /** A time in seconds or a digest, longer than the number or name of a file. */
  private static final Pattern TOKEN = Pattern.compile("\\d{10,}|[0-9a-fA-F-]{24,}");

  /** Avatars at Gravatar and GitHub, and in the paths of WordPress, Mastodon, Discourse and X. */
  private static final Pattern AVATAR =
      Pattern.compile(
          "https?://(?:(?:[\\w-]+\\.)?gravatar\\.com/|avatars\\d*\\.githubusercontent\\.com/)"
              + "|/(?:user_)?avatars?/|/profile_images/",
          Pattern.CASE_INSENSITIVE);

  private MediaUrl() {}

  /** True if a picture is an avatar, which is never the subject of a story. */
  public static boolean isAvatar(String url) {
    return AVATAR.matcher(url).find();
  }

  /** An absolute URL without scheme, query and fragment. */
  public static String withoutQuery(String url) {
    int query = url.indexOf('?');
    int end = query < 0 ? url.indexOf('#') : query;
    return url.substring(url.indexOf("://") + 1, end < 0 ? url.length() : end);
  }

  /** The selecting part of an absolute URL, without its scheme. */
  public static String selecting(String url) {
    String rest = url.substring(url.indexOf("://") + 1).split("#", 2)[0];
    int query = rest.indexOf('?');
    if (query < 0) {
      return rest;
    }
    if (LinkHash.inAddress(url).isPresent()) {
      return rest; // the only digest in an address that selects
    }
    String path = rest.substring(0, query);
    return isFile(path) ? path : path + selectingQuery(rest.substring(query + 1));
  }

  private static boolean isFile(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    int dot = name.lastIndexOf('.');
    return dot >= 0 && FILES.contains(LowerCase.of(name.substring(dot + 1)));
  }

  private static String selectingQuery(String query) {
    return Stream.of(query.split("&"))
        .filter(MediaUrl::selects)
        .collect(Collectors.joining("&", "?", ""));
  }

  private static boolean selects(String parameter) {
    String[] parts = parameter.split("=", 2);
    String name = LowerCase.of(parts[0]);
    return !parameter.isEmpty()
        && !SELECTING_NOTHING.contains(name)
        && !SIGNING.matcher(name).matches()
        && (parts.length == 1 || !TOKEN.matcher(parts[1]).matches());
  }
}
