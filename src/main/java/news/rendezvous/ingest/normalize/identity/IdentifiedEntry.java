package news.rendezvous.ingest.normalize.identity;

import news.rendezvous.ingest.parse.entry.EntryDate;
import news.rendezvous.ingest.parse.entry.Markup;
import news.rendezvous.ingest.parse.entry.ParsedEntry;
import news.rendezvous.item.url.CanonicalUrl;
import org.jspecify.annotations.Nullable;

/** A parsed entry with its addresses and its identity, before its content is read. */
public record IdentifiedEntry(ParsedEntry entry, EntryUrls addresses, Identity identity) {

  /**
   * Identifies an entry.
   *
   * @param maxUrl longest URL that is kept, in characters
   */
  public static IdentifiedEntry of(
      ParsedEntry entry, @Nullable String title, String feedUrl, int maxUrl) {
    EntryUrls addresses = new EntryUrls(entry, feedUrl, maxUrl);
    return new IdentifiedEntry(
        entry,
        addresses,
        new Identity(
            addresses.guid().orElse(null),
            addresses.permalink(),
            addresses.original(),
            title,
            text(entry),
            date(entry)));
  }

  private static @Nullable String date(ParsedEntry entry) {
    EntryDate date = entry.published() == null ? entry.updated() : entry.published();
    return date == null ? null : date.text();
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
