package news.rendezvous.ingest.fetch;

import java.time.Duration;
import news.rendezvous.ingest.fetch.http.HttpRequest.BodyPlan;

/**
 * Kind of document that is fetched.
 *
 * @param accept media types of the request (Accept, RFC 9110 section 12.5.1)
 * @param body read limits of the body of a successful response
 * @param timeout of the whole fetch, without the time spent waiting for permits
 */
public record FetchProfile(String accept, BodyPlan body, Duration timeout) {

  // Some servers label every feed as HTML, and respond 406 where the request does not accept HTML.
  private static final String FEEDS =
      "application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9,"
          + " text/xml;q=0.9, application/json;q=0.9, text/plain;q=0.8, */*;q=0.5, text/html;q=0.5";

  static FetchProfile ofFeeds(FetchConfig config) {
    return new FetchProfile(
        FEEDS,
        new BodyPlan(
            config.maxWireBytes().asLongValue(),
            config.maxDecodedBytes().asLongValue(),
            BodyPlan.WhenOver.FAIL),
        config.totalTimeout());
  }
}
