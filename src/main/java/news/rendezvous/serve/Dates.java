package news.rendezvous.serve;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import news.rendezvous.item.NewsItem;
import news.rendezvous.item.Story;

/** The dates of an item as feeds ask for them. */
final class Dates {

  private Dates() {}

  /** When the story was published; when it was first seen where nobody says. */
  static Instant published(NewsItem item) {
    Instant published = item.story().datePublished();
    return published == null ? item.extension().firstSeen() : published;
  }

  /** When the story last changed in a way that a reader would see. */
  static Instant updated(NewsItem item) {
    Story story = item.story();
    return story.dateModified() == null ? published(item) : story.dateModified();
  }

  /**
   * When feeds with the item last changed because of it. It follows from the item alone, so that it
   * is the same on every replica: the time of the record is that of another carrier too.
   */
  static Instant changed(NewsItem item) {
    Instant modified = item.story().dateModified();
    Instant seen = item.extension().firstSeen();
    return modified == null || modified.isBefore(seen) ? seen : modified;
  }

  /** The form that RSS 2.0 asks for, RFC 822 with a year of four digits. */
  static String rfc822(Instant time) {
    return DateTimeFormatter.RFC_1123_DATE_TIME.format(time.atOffset(ZoneOffset.UTC));
  }
}
