package news.rendezvous.item.url;

import java.util.regex.Pattern;

/** URLs of avatars, which are never the subject of a story. */
public final class AvatarUrls {

  /** Gravatar, GitHub, and the paths of WordPress, Mastodon, Discourse and X. */
  private static final Pattern ADDRESS =
      Pattern.compile(
          "https?://(?:(?:[\\w-]+\\.)?gravatar\\.com/|avatars\\d*\\.githubusercontent\\.com/)"
              + "|/(?:user_)?avatars?/|/profile_images/",
          Pattern.CASE_INSENSITIVE);

  private AvatarUrls() {}

  public static boolean isOne(String url) {
    return ADDRESS.matcher(url).find();
  }
}
