package news.rendezvous.ingest.parse.entry;

import java.util.List;
import news.rendezvous.source.PollOutcome;

/** What a document turned out to be. */
public sealed interface ParsedDocument {

  /**
   * A feed.
   *
   * @param info what it says of itself
   * @param entries the newest entries, in document order; at most as many as are taken of one
   *     document
   * @param dropped how many entries were left out: older ones, and those with nothing in them
   */
  record Feed(FeedInfo info, List<ParsedEntry> entries, int dropped) implements ParsedDocument {

    public Feed {
      entries = List.copyOf(entries);
    }

    /** Of the entries that were taken out of all that there are, those that say something. */
    public static Feed of(FeedInfo info, List<ParsedEntry> taken, int all) {
      List<ParsedEntry> telling = taken.stream().filter(ParsedEntry::saysSomething).toList();
      return new Feed(info, telling, all - telling.size());
    }
  }

  /**
   * A document of plain text, or of HTML that is called so: stories, and no more is known of them
   * here.
   *
   * @param value without characters that no format can carry
   */
  record Text(String value) implements ParsedDocument {}

  /**
   * No feed, or none that is read.
   *
   * @param outcome why, by its label
   * @param detail why, in words that tell an operator what to do
   */
  record Rejected(PollOutcome outcome, String detail) implements ParsedDocument {}
}
