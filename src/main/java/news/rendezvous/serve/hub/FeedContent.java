package news.rendezvous.serve.hub;

import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import news.rendezvous.item.ItemId;
import news.rendezvous.item.NewsItem;
import news.rendezvous.item.NewsItem.Duplicate;
import news.rendezvous.serve.feed.Feed;
import news.rendezvous.serve.format.FeedDocument;
import news.rendezvous.serve.format.FeedFormat;
import news.rendezvous.serve.hub.delivery.HubEvent;
import news.rendezvous.serve.hub.delivery.Notification;
import news.rendezvous.serve.hub.delivery.NotificationFormat;
import news.rendezvous.view.Lookup;
import news.rendezvous.view.Timeline;
import news.rendezvous.view.ViewItem;
import news.rendezvous.view.Withdrawal;

/** The content of a topic: documents of its feed with some items. */
final class FeedContent implements NotificationFormat.Content {

  private static final String DUPLICATED = "duplicated";

  private final TopicUrl topic;
  private final FeedFormat format;
  private final List<FeedFormat> formats;
  private final Feed feed;
  private final Timeline timeline;
  private final Predicate<ViewItem> matcher;
  private final long mostBytes;
  private final Map<String, String> headers;

  /**
   * The content of a topic.
   *
   * @param format that the topic names
   * @param formats all of them, for the links
   * @param mostBytes maximum bytes of the records of a document; one item always fits
   */
  FeedContent(
      TopicUrl topic,
      FeedFormat format,
      List<FeedFormat> formats,
      Feed feed,
      Timeline timeline,
      long mostBytes) {
    this.topic = topic;
    this.format = format;
    this.formats = formats;
    this.feed = feed;
    this.timeline = timeline;
    this.mostBytes = mostBytes;
    this.matcher = feed.selection().matcher();
    // WebSub section 7: a link to the hub, and the topic as the subscriber knows it.
    this.headers =
        Map.of(
            "Content-Type",
            format.mediaType(),
            "Link",
            "<%1$s/hub>; rel=\"hub\", <%1$s%2$s>; rel=\"self\""
                .formatted(topic.base(), topic.target()));
  }

  @Override
  public boolean concerns(HubEvent event) {
    ViewItem item = event.item();
    return item == null
        ? withdrawals().anyMatch(gone -> gone.id().equals(event.id()))
        : matcher.test(item)
            && isReadable(item)
            && (!event.type().equals(DUPLICATED) || isShown(item.item()));
  }

  // Another carrier changes nothing that RSS and Atom show, but for the feed of that source the
  // item is new.
  private boolean isShown(NewsItem duplicated) {
    List<Duplicate> carriers = duplicated.extension().duplicates();
    return format.showsCarriers()
        || carriers.isEmpty()
        || feed.selection().mayMatchBy(carriers.get(carriers.size() - 1).source());
  }

  // RFC 6721: those that the feed lists, in Atom.
  private Stream<Withdrawal> withdrawals() {
    return format.listsWithdrawals()
        ? timeline.withdrawals(feed.selection()).stream()
        : Stream.empty();
  }

  @Override
  public int most() {
    return feed.limit();
  }

  @Override
  public long mostBytes() {
    return mostBytes;
  }

  @Override
  public Optional<Notification> notification(List<HubEvent> events) {
    List<ViewItem> items =
        events.stream().flatMap(this::current).distinct().filter(matcher).sorted().toList();
    Set<ItemId> gone =
        events.stream()
            .filter(event -> event.item() == null)
            .map(HubEvent::id)
            .collect(Collectors.toSet());
    List<Withdrawal> withdrawn =
        gone.isEmpty()
            ? List.of()
            : withdrawals().filter(one -> gone.contains(one.id())).sorted().toList();
    return items.isEmpty() && withdrawn.isEmpty()
        ? Optional.empty()
        : Optional.of(notificationOf(items, withdrawn));
  }

  // The newest revision, so that several of one item are one. An item that the view no longer holds
  // is delivered as it was.
  private Stream<ViewItem> current(HubEvent event) {
    Lookup known = timeline.find(event.id());
    if (known instanceof Lookup.Found found) {
      return Stream.of(found.held());
    }
    return known instanceof Lookup.Withdrawn
        ? Stream.empty()
        : Stream.ofNullable(event.item()).filter(FeedContent::isReadable);
  }

  private Notification notificationOf(List<ViewItem> items, List<Withdrawal> withdrawn) {
    FeedDocument document = feed.excerpt(items, withdrawn, format, formats, topic.target());
    return new Notification(headers, format.render(document));
  }

  // The view sets records aside that cannot be decoded.
  private static boolean isReadable(ViewItem item) {
    try {
      item.item();
      return true;
    } catch (UncheckedIOException e) {
      return false;
    }
  }
}
