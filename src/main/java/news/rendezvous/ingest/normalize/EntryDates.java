package news.rendezvous.ingest.normalize;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import news.rendezvous.ingest.parse.entry.EntryDate;
import news.rendezvous.ingest.parse.entry.ParsedEntry;
import org.jspecify.annotations.Nullable;

/** Dates of the entries of one document. */
public final class EntryDates {

  private final Instant fetchedAt;
  private final ZoneId zone;

  /**
   * Dates in a document.
   *
   * @param fetchedAt time of the fetch; later dates are clamped to it
   * @param zone zone of dates that come without one; null for UTC
   */
  public EntryDates(Instant fetchedAt, @Nullable ZoneId zone) {
    this.fetchedAt = fetchedAt;
    this.zone = zone == null ? ZoneOffset.UTC : zone;
  }

  /** Date of publication, or else of change; null if neither can be read. */
  @Nullable
  public Instant published(ParsedEntry entry) {
    return read(entry.published()).or(() -> read(entry.updated())).orElse(null);
  }

  /** Date of change; null if it cannot be read. */
  @Nullable Instant modified(ParsedEntry entry) {
    return read(entry.updated()).orElse(null);
  }

  private Optional<Instant> read(@Nullable EntryDate written) {
    return Optional.ofNullable(written)
        .flatMap(date -> date.in(zone))
        .map(date -> date.isAfter(fetchedAt) ? fetchedAt : date)
        .map(EntryDates::millis);
  }

  /** Truncated to milliseconds, which every JSON reader can represent. */
  public static Instant millis(Instant time) {
    return time.truncatedTo(ChronoUnit.MILLIS);
  }
}
