package news.rendezvous.normalize;

import news.rendezvous.item.CanonicalUrl;
import news.rendezvous.parse.Markup;
import news.rendezvous.parse.ParsedEntry;
import org.jspecify.annotations.Nullable;

/**
 * A parsed entry with its addresses and its identity, before its content is read.
 *
 * @param entry the parsed entry
 * @param addresses its URLs
 * @param identity the facts that it is recognised by
 */
public record Known(ParsedEntry entry, Addresses addresses, Identity identity) {

  /**
   * Identifies an entry.
   *
   * @param title its title as plain text
   * @param maxUrl longest URL that is kept, in characters
   */
  static Known of(ParsedEntry entry, @Nullable String title, String feedUrl, int maxUrl) {
    Addresses addresses = new Addresses(entry, feedUrl, maxUrl);
    return new Known(
        entry,
        addresses,
        new Identity(
            addresses.guid().orElse(null),
            addresses.permalink(),
            addresses.original(),
            title,
            text(entry),
            entry.published() == null ? entry.updated() : entry.published()));
  }

  private static @Nullable String text(ParsedEntry entry) {
    Markup text = entry.content() == null ? entry.summary() : entry.content();
    return text == null ? null : text.value();
  }

  /** The permalink, canonical; null where the feed gives none, or an active one. */
  public @Nullable CanonicalUrl permalink() {
    return addresses.permalink();
  }
}
