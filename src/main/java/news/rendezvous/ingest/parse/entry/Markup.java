package news.rendezvous.ingest.parse.entry;

import org.jspecify.annotations.Nullable;

/**
 * A text construct of a feed.
 *
 * @param value the text, decoded once from the feed's own syntax
 * @param html true where markup and entities in it have a meaning, false for plain text
 */
public record Markup(String value, boolean html) {

  /** Text of a format that does not declare markup, such as RSS: all of it may be HTML. */
  public static @Nullable Markup html(@Nullable String text) {
    return text == null ? null : new Markup(text, true);
  }

  /** Plain text. */
  public static @Nullable Markup plain(@Nullable String text) {
    return text == null ? null : new Markup(text, false);
  }
}
