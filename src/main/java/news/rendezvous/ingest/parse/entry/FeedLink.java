package news.rendezvous.ingest.parse.entry;

/**
 * A feed that can be subscribed to, as a page announces it (feed autodiscovery).
 *
 * @param url absolute URL
 * @param title title of the link or of the feed itself; may be empty
 * @param type media type, such as {@code application/rss+xml}
 */
public record FeedLink(String url, String title, String type) {}
