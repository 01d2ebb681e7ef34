/**
 * Schedule of polls: the time of the next poll and its reason.
 *
 * <p>Facts from responses (freshness lifetime, ttl, publishing rate, failures, Retry-After) enter;
 * a plan leaves. No clock is read and nothing is stored here.
 */
@NullMarked
package news.rendezvous.ingest.poll.schedule;

import org.jspecify.annotations.NullMarked;
