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
   * @param type media type of its format, whatever the Content-Type was
   */
  record Feed(FeedInfo info, List<ParsedEntry> entries, int dropped, String type)
      implements ParsedDocument {

    public Feed {
      entries = List.copyOf(entries);
    }

    /** A feed without its empty entries. */
    public static Feed of(FeedInfo info, List<ParsedEntry> newest, int all, String type) {
      List<ParsedEntry> kept = newest.stream().filter(ParsedEntry::hasContent).toList();
      return new Feed(info, kept, all - kept.size(), type);
    }

    /** The same feed with the hubs that the headers of the response announce. */
    public Feed announcedBy(HubLinks headers) {
      return new Feed(info.announcedBy(headers), entries, dropped, type);
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
   * @param announced feeds that it announces, if it is an HTML page
   */
  record Rejected(PollOutcome outcome, String detail, List<FeedLink> announced)
      implements ParsedDocument {

    public Rejected {
      announced = List.copyOf(announced);
    }

    /** A document that announces no feed. */
    public Rejected(PollOutcome outcome, String detail) {
      this(outcome, detail, List.of());
    }
  }
}
