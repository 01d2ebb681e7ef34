package news.rendezvous.ingest.parse.entry;

import java.util.List;
import news.rendezvous.source.PollOutcome;

/** Result of parsing a document. */
public sealed interface ParsedDocument {

  /**
   * A feed.
   *
   * @param entries the newest entries, in document order, up to {@code
   *     rendezvous.parse.max-entries}
   * @param dropped number of entries left out: older ones and empty ones
   */
  record Feed(FeedInfo info, List<ParsedEntry> entries, int dropped) implements ParsedDocument {

    public Feed {
      entries = List.copyOf(entries);
    }

    /** A feed without its empty entries. */
    public static Feed of(FeedInfo info, List<ParsedEntry> newest, int all) {
      List<ParsedEntry> kept = newest.stream().filter(ParsedEntry::hasContent).toList();
      return new Feed(info, kept, all - kept.size());
    }
  }

  /**
   * A document of stories in plain text, or in HTML that is declared as plain text.
   *
   * @param value the text, without characters that XML and JSON cannot represent
   */
  record Text(String value) implements ParsedDocument {}

  /**
   * A document that is no feed, or that is refused.
   *
   * @param detail the reason and a remedy, for operators
   */
  record Rejected(PollOutcome outcome, String detail) implements ParsedDocument {}
}
