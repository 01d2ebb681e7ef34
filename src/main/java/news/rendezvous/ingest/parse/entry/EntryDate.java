package news.rendezvous.ingest.parse.entry;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import news.rendezvous.item.text.DateText;
import news.rendezvous.item.text.InternetDate;
import org.jspecify.annotations.Nullable;

/** A date of an entry. */
public sealed interface EntryDate {

  /** A date that names its zone. */
  record Exact(Instant instant) implements EntryDate {

    @Override
    public String text() {
      return instant.toString();
    }

    @Override
    public Optional<Instant> in(ZoneId assumed) {
      return Optional.of(instant);
    }
  }

  /** A date without a zone or in a local form, as written; perhaps no date at all. */
  record Local(String text) implements EntryDate {

    @Override
    public Optional<Instant> in(ZoneId assumed) {
      return DateText.read(text, assumed);
    }
  }

  /** Parses what a feed has in the place of a date; null for null. */
  static @Nullable EntryDate parse(@Nullable String text) {
    if (text == null) {
      return null;
    }
    Instant instant = InternetDate.read(text);
    return instant == null ? new Local(text) : new Exact(instant);
  }

  /** The instant in ISO 8601, or the text as written: stored in digests of entries. */
  String text();

  /**
   * The instant; empty for a text that is no date.
   *
   * @param assumed zone of a date that names none
   */
  Optional<Instant> in(ZoneId assumed);
}
