package news.rendezvous.parse;

import java.util.List;
import news.rendezvous.fetch.Outcome;

/** What a document turned out to be. */
public sealed interface Parsed {

  /**
   * A feed.
   *
   * @param info what it says of itself
   * @param entries the newest entries, in document order; at most as many as are taken of one
   *     document
   * @param dropped how many entries were left out: older ones, and those with nothing in them
   */
  record Feed(FeedInfo info, List<ParsedEntry> entries, int dropped) implements Parsed {

    public Feed {
      entries = List.copyOf(entries);
    }

    /** Of the entries that were taken out of all that there are, those that say something. */
    static Feed of(FeedInfo info, List<ParsedEntry> taken, int all) {
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
  record Text(String value) implements Parsed {}

  /**
   * No feed, or none that is read.
   *
   * @param outcome why, by its label
   * @param detail why, in words that tell an operator what to do
   */
  record Rejected(Outcome outcome, String detail) implements Parsed {}
}
