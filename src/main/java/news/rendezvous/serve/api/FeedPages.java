package news.rendezvous.serve.api;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import news.rendezvous.serve.feed.Feed;

/** Renders feeds as web pages, for browsers. */
public interface FeedPages {

  /** The page that shows a feed in place of its document, at the URL of the request. */
  Response page(Feed feed, UriInfo uri, HttpHeaders headers);
}
