package news.rendezvous.serve;

import java.util.List;
import news.rendezvous.view.Held;
import news.rendezvous.view.Selection;
import news.rendezvous.view.Timeline;
import org.jspecify.annotations.Nullable;

/**
 * A page of a feed before anybody has looked what is on it. Equal ones have equal documents for as
 * long as the timeline does not change.
 *
 * @param head what the feed says of itself
 * @param request what was asked for
 * @param selection the items of the feed
 * @param limit how many of them at most
 */
record Feed(FeedHead head, FeedRequest request, Selection selection, int limit) {

  /** The page with the items that the timeline has for it now. */
  FeedDocument document(Timeline timeline) {
    // One more than is shown tells whether there is a next page.
    List<Held> found = timeline.newest(selection, request.page().before(), limit + 1);
    List<Held> shown = found.subList(0, Math.min(limit, found.size()));
    @Nullable String next =
        found.size() > limit ? request.next(shown.get(limit - 1).position()) : null;
    return new FeedDocument(head, request.feedId(), request.self(), next, shown);
  }
}
