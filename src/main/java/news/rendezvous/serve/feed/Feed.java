package news.rendezvous.serve.feed;

import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.Predicate;
import news.rendezvous.serve.format.DocumentLinks;
import news.rendezvous.serve.format.DocumentLinks.Link;
import news.rendezvous.serve.format.FeedDocument;
import news.rendezvous.serve.format.FeedFormat;
import news.rendezvous.serve.format.FeedMetadata;
import news.rendezvous.serve.query.FeedRequest;
import news.rendezvous.view.Selection;
import news.rendezvous.view.Timeline;
import news.rendezvous.view.TimelineKey;
import news.rendezvous.view.ViewItem;
import org.jspecify.annotations.Nullable;

/**
 * One page of a feed as a query: equal values give equal documents as long as the timeline does not
 * change.
 *
 * @param head metadata of the feed
 * @param request the request
 * @param page path and query of the web page with the same filter
 * @param selection predicate of the items
 * @param limit maximum number of items
 * @param mostBytes maximum bytes of their records together; one item always fits
 * @param headChanged last known change of the metadata
 */
public record Feed(
    FeedMetadata head,
    FeedRequest request,
    String page,
    Selection selection,
    int limit,
    long mostBytes,
    Instant headChanged) {

  /**
   * The items of the page.
   *
   * @param shown newest first
   * @param more true where older items exist
   */
  record Part(List<ViewItem> shown, boolean more) {

    /** The last item where older ones exist; else null. */
    @Nullable ViewItem last() {
      return more ? shown.get(shown.size() - 1) : null;
    }
  }

  /** Queries the timeline. */
  Part part(Timeline timeline) {
    // One item more than the limit, to find out if there is a next page.
    List<ViewItem> found = timeline.newest(selection, request.page().before(), limit + 1);
    List<ViewItem> shown = found.subList(0, fitting(found));
    return new Part(shown, found.size() > shown.size());
  }

  /** The document in a format. */
  FeedDocument document(Part part, FeedFormat format, List<FeedFormat> formats) {
    ViewItem last = part.last();
    return FeedDocument.of(head, request.feedId(), links(format, formats, last), part.shown());
  }

  private DocumentLinks links(
      FeedFormat format, List<FeedFormat> formats, @Nullable ViewItem last) {
    String type = format.accepts().get(0);
    return new DocumentLinks(
        request.base(),
        new Link(type, request.self()),
        last == null ? null : new Link(type, request.next(last.position())),
        new Link("text/html", page),
        formats.stream().filter(other -> other != format).map(this::link).toList());
  }

  private Link link(FeedFormat other) {
    return new Link(other.accepts().get(0), request.inFormat(other.extension()));
  }

  /**
   * Last change of the document: the time of its newest record, or of a withdrawal from it. It
   * depends on the topics alone and is the same on all replicas.
   */
  Instant changed(Part part, FeedFormat format, Timeline timeline) {
    Instant items =
        part.shown().stream()
            .map(format::changed)
            .reduce(FeedDocument.NEVER, BinaryOperator.maxBy(Comparator.naturalOrder()));
    return timeline.lastWithdrawal(wouldBeIn(part), Collections.max(List.of(items, headChanged)));
  }

  private Predicate<ViewItem> wouldBeIn(Part part) {
    TimelineKey before = request.page().before();
    ViewItem last = part.last();
    return selection
        .matcher()
        .and(held -> before == null || held.position().compareTo(before) > 0)
        .and(held -> last == null || held.compareTo(last) <= 0);
  }

  private int fitting(List<ViewItem> found) {
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
