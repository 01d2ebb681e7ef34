package news.rendezvous.serve.hub;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import news.rendezvous.item.NewsItem;
import news.rendezvous.item.NewsItem.Duplicate;
import news.rendezvous.serve.feed.Feed;
import news.rendezvous.serve.feed.Feeds;
import news.rendezvous.serve.format.FeedDocument;
import news.rendezvous.serve.format.FeedFormat;
import news.rendezvous.serve.format.FeedFormats;
import news.rendezvous.serve.http.problem.ProblemException;
import news.rendezvous.serve.hub.delivery.HubEvent;
import news.rendezvous.serve.hub.delivery.Notification;
import news.rendezvous.serve.hub.delivery.NotificationFormat;
import news.rendezvous.serve.hub.delivery.Subscriber;
import news.rendezvous.view.Lookup;
import news.rendezvous.view.Timeline;
import news.rendezvous.view.ViewItem;
import org.jboss.logging.Logger;

/**
 * Content distribution to WebSub subscribers (WebSub section 7): the document of the feed with the
 * items that are new or changed, which the section permits for formats that have entries.
 */
@ApplicationScoped
class FeedNotifications implements NotificationFormat {

  private static final Logger LOG = Logger.getLogger(FeedNotifications.class);

  private static final String DUPLICATED = "duplicated";

  private final Feeds feeds;
  private final FeedFormats formats;
  private final Timeline timeline;

  @Inject
  FeedNotifications(Feeds feeds, FeedFormats formats, Timeline timeline) {
    this.feeds = feeds;
    this.formats = formats;
    this.timeline = timeline;
  }

  @Override
  public Subscriber.Kind kind() {
    return Subscriber.Kind.WEBSUB;
  }

  @Override
  public Optional<Content> content(Subscriber subscriber) {
    return TopicUrl.of(subscriber.topic())
        .flatMap(
            topic ->
                formats
                    .byExtension(topic.extension())
                    .flatMap(format -> find(topic).map(feed -> content(topic, format, feed))));
  }

  // Limits may have been lowered since the subscription.
  private Optional<Feed> find(TopicUrl topic) {
    try {
      return feeds.find(topic.base(), topic.document(), topic.query());
    } catch (ProblemException e) {
      LOG.debugf("A topic is no feed any more: %s", e.problem().detail());
      return Optional.empty();
    }
  }

  private Content content(TopicUrl topic, FeedFormat format, Feed feed) {
    return new FeedContent(topic, format, feed, feed.selection().matcher());
  }

  private final class FeedContent implements Content {

    private final TopicUrl topic;
    private final FeedFormat format;
    private final Feed feed;
    private final Predicate<ViewItem> matcher;
    private final Map<String, String> headers;

    FeedContent(TopicUrl topic, FeedFormat format, Feed feed, Predicate<ViewItem> matcher) {
      this.topic = topic;
      this.format = format;
      this.feed = feed;
      this.matcher = matcher;
      this.headers =
          Map.of(
              "Content-Type",
              format.mediaType(),
              "Link",
              "<%s/hub>; rel=\"hub\", <%s%s>; rel=\"self\""
                  .formatted(topic.base(), topic.base(), topic.target()));
    }

    @Override
    public boolean concerns(HubEvent event) {
      ViewItem item = event.item();
      return item != null
          && matcher.test(item)
          && isReadable(item)
          && (!event.type().equals(DUPLICATED) || showsCarrier(item.item()));
    }

    // Another carrier changes nothing that RSS and Atom show, but for the feed of that source the
    // item is new.
    private boolean showsCarrier(NewsItem item) {
      List<Duplicate> carriers = item.extension().duplicates();
      return format.showsCarriers()
          || carriers.isEmpty()
          || feed.selection().mayMatchBy(carriers.get(carriers.size() - 1).source());
    }

    @Override
    public int most() {
      return feed.limit();
    }

    @Override
    public Optional<Notification> notification(List<HubEvent> events) {
      List<ViewItem> items =
          events.stream().flatMap(this::current).distinct().filter(matcher).sorted().toList();
      return items.isEmpty() ? Optional.empty() : Optional.of(notificationOf(items));
    }

    // The newest revision, so that a burst of them is one item. One that the view no longer holds
    // is
    // delivered as it was.
    private Stream<ViewItem> current(HubEvent event) {
      Lookup known = timeline.find(event.id());
      if (known instanceof Lookup.Found found) {
        return Stream.of(found.held());
      }
      return known instanceof Lookup.Withdrawn
          ? Stream.empty()
          : Stream.ofNullable(event.item()).filter(FeedNotifications::isReadable);
    }

    private Notification notificationOf(List<ViewItem> items) {
      FeedDocument document = feed.excerpt(items, format, formats.all(), topic.target());
      return new Notification(headers, format.render(document));
    }
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
