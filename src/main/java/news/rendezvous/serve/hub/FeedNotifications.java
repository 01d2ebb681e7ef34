package news.rendezvous.serve.hub;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import news.rendezvous.serve.feed.Feed;
import news.rendezvous.serve.feed.Feeds;
import news.rendezvous.serve.format.FeedFormat;
import news.rendezvous.serve.format.FeedFormats;
import news.rendezvous.serve.http.problem.ProblemException;
import news.rendezvous.serve.hub.delivery.NotificationFormat;
import news.rendezvous.serve.hub.delivery.Subscriber;
import news.rendezvous.view.Timeline;
import org.jboss.logging.Logger;

/**
 * Content distribution to WebSub subscribers (WebSub section 7): the document of the feed with the
 * items that are new or changed, which the section permits for formats that have entries.
 */
@ApplicationScoped
class FeedNotifications implements NotificationFormat {

  private static final Logger LOG = Logger.getLogger(FeedNotifications.class);

  private final Feeds feeds;
  private final FeedFormats formats;
  private final Timeline timeline;
  private final long mostBytes;

  @Inject
  FeedNotifications(
      Feeds feeds, FeedFormats formats, Timeline timeline, SubscriptionConfig config) {
    this.feeds = feeds;
    this.formats = formats;
    this.timeline = timeline;
    this.mostBytes = config.maxDocument().asLongValue();
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
    return new FeedContent(topic, format, formats.all(), feed, timeline, mostBytes);
  }
}
