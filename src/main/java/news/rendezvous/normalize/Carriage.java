package news.rendezvous.normalize;

import java.time.Instant;
import news.rendezvous.source.Source;

/**
 * How a document came.
 *
 * @param source who carried it
 * @param edition the edition that the source belongs to
 * @param fetchedAt when it was fetched
 * @param firstPoll whether it came with the first successful poll of its source
 * @param feedUrl address of the feed, absolute http or https
 */
public record Carriage(
    Source source, String edition, Instant fetchedAt, boolean firstPoll, String feedUrl) {}
