package news.rendezvous.ingest.discover;

import java.util.List;
import news.rendezvous.ingest.parse.entry.FeedLink;
import news.rendezvous.source.PollOutcome;

/** Result of a {@link FeedDiscovery}. */
public sealed interface Discovery {

  /**
   * The URL was fetched.
   *
   * @param feeds the feed itself, or those of the page; empty if there are none
   * @param document description of a document that is no feed, for an operator; empty for a feed
   */
  record Found(List<FeedLink> feeds, String document) implements Discovery {

    public Found {
      feeds = List.copyOf(feeds);
    }
  }

  /**
   * The URL could not be fetched, or its document must not be read.
   *
   * @param detail the reason and, if there is one, the remedy
   */
  record Failed(PollOutcome outcome, String detail) implements Discovery {}
}
