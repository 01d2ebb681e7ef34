package news.rendezvous.ingest.normalize;

import java.time.Instant;
import news.rendezvous.source.Source;

/**
 * Origin of a document.
 *
 * @param source the source that carried it
 * @param edition the edition that the source belongs to
 * @param fetchedAt time of the fetch
 * @param firstPoll true for the first successful poll of the source
 * @param feedUrl URL of the feed, absolute http or https
 */
public record DocumentOrigin(
    Source source, String edition, Instant fetchedAt, boolean firstPoll, String feedUrl) {}
