package news.rendezvous.ingest.parse.entry;

import org.jspecify.annotations.Nullable;

/**
 * A text of a feed, either HTML or plain text.
 *
 * @param value the text, decoded once from XML or JSON
 */
public record Markup(String value, boolean html) {

  /** HTML, which any text of RSS may be, since RSS does not declare it. */
  public static @Nullable Markup html(@Nullable String text) {
    return text == null ? null : new Markup(text, true);
  }

  public static @Nullable Markup plain(@Nullable String text) {
    return text == null ? null : new Markup(text, false);
  }
}
