package news.rendezvous.serve.feed;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.HttpHeaders;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import news.rendezvous.serve.format.FeedDocument;
import news.rendezvous.serve.format.FeedFormat;
import news.rendezvous.serve.format.FeedFormats;
import news.rendezvous.serve.http.ContentCoding;
import news.rendezvous.serve.http.ServeConfig;
import news.rendezvous.view.StreamPosition;
import news.rendezvous.view.Timeline;
import news.rendezvous.view.Withdrawal;
import org.jspecify.annotations.Nullable;

/** Makes responses of feeds: document, validators, {@code Cache-Control} and {@code Vary}. */
@ApplicationScoped
public class FeedResponses {

  private final Timeline timeline;
  private final FeedFormats formats;
  private final FeedBodies bodies;
  private final DeltaBases bases;
  private final InstantSource clock;
  private final String cacheControl;

  @Inject
  FeedResponses(
      Timeline timeline,
      FeedFormats formats,
      FeedBodies bodies,
      DeltaBases bases,
      InstantSource clock,
      ServeConfig config) {
    this.timeline = timeline;
    this.formats = formats;
    this.bodies = bodies;
    this.bases = bases;
    this.clock = clock;
    this.cacheControl = cacheControl(config);
  }

  /** {@code Cache-Control} of everything that may be stale for {@code freshness}. */
  public static String cacheControl(ServeConfig config) {
    return "public, max-age=" + config.freshness().toSeconds();
  }

  /** The feed in the format that its path names. */
  public FeedResponse answer(FeedFormat format, Feed feed, HttpHeaders headers) {
    return answer(format, feed, headers, null);
  }

  /** The feed in a format that {@code Accept} selected, with the URL of that format. */
  public FeedResponse negotiated(FeedFormat format, Feed feed, HttpHeaders headers) {
    return answer(format, feed, headers, feed.request().location());
  }

  private FeedResponse answer(
      FeedFormat format, Feed feed, HttpHeaders headers, @Nullable String location) {
    // Read before the items: a change in between leaves the response out of date, never too new.
    long version = timeline.version() + feed.views();
    StreamPosition at = timeline.position();
    List<Withdrawal> withdrawn = feed.withdrawn(format, timeline);
    Feed.Part part = feed.part(timeline);
    FeedDocument document = feed.document(part, withdrawn, format, formats.all());
    ContentCoding coding =
        ContentCoding.preferred(headers.getRequestHeader(HttpHeaders.ACCEPT_ENCODING));
    FeedBodies.Rendition rendition =
        new FeedBodies.Rendition(document, format, format.entityTag(document), coding);
    bases.add(rendition);
    return new FeedResponse(
        bodies,
        bases,
        rendition,
        past(feed.changed(part, format, timeline)),
        version,
        at,
        cacheControl,
        location);
  }

  // RFC 9110 section 8.8.2.1: Last-Modified is never later than Date, though the clock of the
  // producer of a record may be ahead.
  private @Nullable Instant past(@Nullable Instant changed) {
    Instant now = clock.instant();
    return changed == null || changed.isBefore(now) ? changed : now;
  }
}
