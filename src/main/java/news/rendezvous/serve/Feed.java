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
 * @param mostBytes how many bytes their records may have together; one item fits always
 */
record Feed(FeedHead head, FeedRequest request, Selection selection, int limit, long mostBytes) {

  /** The page with the items that the timeline has for it now. */
  FeedDocument document(Timeline timeline) {
    // One more than is shown tells whether there is a next page.
    List<Held> found = timeline.newest(selection, request.page().before(), limit + 1);
    List<Held> shown = found.subList(0, fitting(found));
    @Nullable String next =
        found.size() > shown.size() ? request.next(shown.get(shown.size() - 1).position()) : null;
    return new FeedDocument(head, request.feedId(), request.self(), next, shown);
  }

  private int fitting(List<Held> found) {
    int most = Math.min(limit, found.size());
    int count = 0;
    long bytes = 0;
    while (count < most && (count == 0 || bytes + found.get(count).json().length <= mostBytes)) {
      bytes += found.get(count).json().length;
      count++;
    }
    return count;
  }
}
