package news.rendezvous.item;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Objects;

/**
 * A key by which a story is recognised within its edition. Two entries with a common alias are the
 * same story, unless the guards of the dedup stage decide otherwise. A key that is not safe to
 * share (a guid of two entries, the home page as link) is never made an alias.
 *
 * @param match label of a duplicate that this alias matches
 * @param key the key in its compared form; unique among aliases of the same match
 */
public record Alias(Match match, String key) {

  public Alias {
    Objects.requireNonNull(match, "the match of an alias is missing");
    Objects.requireNonNull(key, "the key of an alias is missing");
  }

  private static final String OWN = "own:";
  private static final String SITE = "site:";
  private static final String ANY = "any:";

  /** An alias that only entries of one source can have. */
  public static Alias own(Match match, String source, String key) {
    return new Alias(match, OWN + source + ':' + key);
  }

  /** An alias that only entries of one source can have, on whatever host the source is. */
  public static Alias onSite(Match match, String source, String key) {
    return new Alias(match, SITE + source + ':' + key);
  }

  /** An alias that entries of every source can have. */
  public static Alias everywhere(Match match, String key) {
    return new Alias(match, ANY + key);
  }

  /** True if only entries of one source can have it, so that no other source can claim it. */
  public boolean belongsToASource() {
    return match != Match.URL && (key.startsWith(OWN) || key.startsWith(SITE));
  }

  /** The kind of key that two carriers of a story have in common. */
  public enum Match {
    /** The same guid or Atom id. */
    @JsonProperty("guid")
    GUID,
    /** The same canonical URL, its scheme aside. */
    @JsonProperty("url")
    URL,
    @JsonProperty("content")
    CONTENT,
    /** Nearly the same text. */
    @JsonProperty("near")
    NEAR
  }
}
