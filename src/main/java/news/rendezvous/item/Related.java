package news.rendezvous.item;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A {@code getUrls} reference of a story and what it leads to.
 *
 * @param link the reference
 * @param title its title, as the story gives it
 * @param kind what it leads to
 * @param urls where it leads, canonical; empty while unresolved
 * @param item the item that this service holds at that URL, if it does
 */
public record Related(
    LinkHash link,
    @Nullable String title,
    Kind kind,
    List<CanonicalUrl> urls,
    @Nullable ItemId item) {

  /** What a reference leads to. */
  public enum Kind {
    /** Another story. */
    @JsonProperty("story")
    STORY,
    /** A picture. */
    @JsonProperty("image")
    IMAGE,
    /** Sound or film. */
    @JsonProperty("media")
    MEDIA,
    /** The story itself. */
    @JsonProperty("self")
    SELF,
    /** Nothing that is known yet. */
    @JsonProperty("unresolved")
    UNRESOLVED
  }

  public Related {
    urls = List.copyOf(urls);
  }
}
