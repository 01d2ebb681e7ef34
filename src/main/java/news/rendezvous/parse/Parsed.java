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
   * @param dropped how many older entries were left out
   */
  record Feed(FeedInfo info, List<ParsedEntry> entries, int dropped) implements Parsed {

    public Feed {
      entries = List.copyOf(entries);
    }
  }

  /**
   * No feed, or none that is read.
   *
   * @param outcome why, by its label
   * @param detail why, in words that tell an operator what to do
   */
  record Rejected(Outcome outcome, String detail) implements Parsed {}
}
