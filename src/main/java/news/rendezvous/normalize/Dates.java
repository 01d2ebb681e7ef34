package news.rendezvous.normalize;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import news.rendezvous.parse.ParsedEntry;
import org.jspecify.annotations.Nullable;

/** The dates of a document's entries. */
final class Dates {

  private final Instant fetchedAt;
  private final ZoneId zone;

  /**
   * For one document.
   *
   * @param fetchedAt no date is later than this
   * @param zone zone of dates that come without one; null for UTC
   */
  Dates(Instant fetchedAt, @Nullable ZoneId zone) {
    this.fetchedAt = fetchedAt;
    this.zone = zone == null ? ZoneOffset.UTC : zone;
  }

  /** When an entry was published, else when it was changed; null where neither can be read. */
  @Nullable Instant published(ParsedEntry entry) {
    return read(entry.published()).or(() -> read(entry.updated())).orElse(null);
  }

  /** When an entry was changed; null where that cannot be read. */
  @Nullable Instant modified(ParsedEntry entry) {
    return read(entry.updated()).orElse(null);
  }

  private Optional<Instant> read(@Nullable String text) {
    return Optional.ofNullable(text)
        .flatMap(written -> DateText.read(written, zone))
        .map(date -> date.isAfter(fetchedAt) ? fetchedAt : date)
        .map(Dates::millis);
  }

  /** What every JSON reader can hold: milliseconds. */
  static Instant millis(Instant time) {
    return time.truncatedTo(ChronoUnit.MILLIS);
  }
}
