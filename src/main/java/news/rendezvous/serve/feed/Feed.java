package news.rendezvous.serve.feed;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import news.rendezvous.serve.format.DocumentLinks;
import news.rendezvous.serve.format.DocumentLinks.Link;
import news.rendezvous.serve.format.FeedDocument;
import news.rendezvous.serve.format.FeedFormat;
import news.rendezvous.serve.format.FeedMetadata;
import news.rendezvous.serve.query.FeedRequest;
import news.rendezvous.view.Selection;
import news.rendezvous.view.Timeline;
import news.rendezvous.view.ViewItem;
import news.rendezvous.view.Withdrawal;
import org.jspecify.annotations.Nullable;

/**
 * One page of a feed as a query of the timeline.
 *
 * @param selection filter of the request, with the source or the view of its path
 * @param page path and query of the web page with these items
 * @param stream path and query of the stream of these items
 * @param mostBytes maximum bytes of their records together; one item always fits
 * @param headChanged last change of the metadata; null where it is configured
 * @param views version of the views, read before the one that the feed is of
 */
public record Feed(
    FeedMetadata head,
    FeedRequest request,
    Selection selection,
    String page,
    String stream,
    int limit,
    long mostBytes,
    @Nullable Instant headChanged,
    long views) {

  /**
   * The items of the page, newest first.
   *
   * @param more true where older items exist
   */
  record Part(List<ViewItem> shown, boolean more) {

    /** The last item where older ones exist; else null. */
    @Nullable ViewItem last() {
      return more ? shown.get(shown.size() - 1) : null;
    }
  }

  Part part(Timeline timeline) {
    // One item more than the limit, to find out if there is a next page.
    List<ViewItem> found = timeline.newest(selection, request.page().before(), limit + 1);
    List<ViewItem> shown = found.subList(0, fitting(found));
    return new Part(shown, found.size() > shown.size());
  }

  /**
   * The withdrawn items that this feed would list; read before its part, which must not show one of
   * them. On the first page alone, which is the one that readers poll.
   */
  List<Withdrawal> withdrawn(FeedFormat format, Timeline timeline) {
    return format.listsWithdrawals() && request.page().before() == null
        ? timeline.withdrawals(selection)
        : List.of();
  }

  FeedDocument document(
      Part part, List<Withdrawal> withdrawn, FeedFormat format, List<FeedFormat> formats) {
    DocumentLinks links = links(format, formats, part.last());
    return FeedDocument.of(head, request.feedId(), links, part.shown(), withdrawn);
  }

  /**
   * The document with these items in place of a page.
   *
   * @param items newest first
   * @param withdrawn newest first; none where the format has no place for them
   * @param self path and query of its own link, which may be another spelling of the feed's
   */
  public FeedDocument excerpt(
      List<ViewItem> items,
      List<Withdrawal> withdrawn,
      FeedFormat format,
      List<FeedFormat> formats,
      String self) {
    DocumentLinks links = links(format, formats, null).at(self);
    return FeedDocument.of(head, request.feedId(), links, items, withdrawn);
  }

  private DocumentLinks links(
      FeedFormat format, List<FeedFormat> formats, @Nullable ViewItem last) {
    String type = format.accepts().get(0);
    return new DocumentLinks(
        request.base(),
        new Link(type, request.self()),
        last == null ? null : new Link(type, request.next(last.position())),
        new Link("text/html", page),
        formats.stream().filter(other -> other != format).map(this::link).toList(),
        new Link("text/event-stream", stream));
  }

  private Link link(FeedFormat other) {
    return new Link(other.accepts().get(0), request.inFormat(other.extension()));
  }

  /**
   * {@code Last-Modified} (RFC 9110 section 8.8.2): the time of the newest record that the document
   * shows, or of the last withdrawal. It depends on the topics alone, so that replicas agree. Null
   * where there is no such record: the section asks for a date only where one is known.
   */
  @Nullable Instant changed(Part part, FeedFormat format, Timeline timeline) {
    return Stream.of(
            part.shown().stream().map(format::changed),
            Stream.ofNullable(headChanged),
            Stream.of(timeline.lastWithdrawal()))
        .flatMap(times -> times)
        .max(Comparator.naturalOrder())
        .filter(changed -> !changed.equals(Instant.MIN))
        .orElse(null);
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
