package news.rendezvous.item.url;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Redaction of URLs in log lines: a query may hold an API key, user info a password. */
public final class UrlRedaction {

  // RFC 3986 section 3: an authority with user info, a path, then query or fragment.
  private static final Pattern USER_INFO =
      Pattern.compile("(https?://)[^\\s/?#@\"<>]*+@", Pattern.CASE_INSENSITIVE);
  private static final Pattern QUERY =
      Pattern.compile(
          "(https?://[^\\s?#\"<>]*+)[?#](?:[^\\s\"<>),]|[),](?!\\s|$))*+",
          Pattern.CASE_INSENSITIVE);

  private UrlRedaction() {}

  /** A text with the URLs in it cut before query and fragment, and without user info. */
  public static @Nullable String of(@Nullable Object text) {
    if (text == null) {
      return null;
    }
    String cut = QUERY.matcher(text.toString()).replaceAll("$1?…");
    return USER_INFO.matcher(cut).replaceAll("$1");
  }
}
