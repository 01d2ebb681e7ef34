/**
 * Live stream of news: server-sent events and NDJSON.
 *
 * <p>Decoded records of the items topic enter, from the view, which fetches and decodes each once a
 * replica; an event for each of them leaves on every matching connection, with a position at which
 * any replica resumes. Older records are read again from the topic. Nothing here ever waits for a
 * slow client or keeps records.
 */
@NullMarked
package news.rendezvous.serve.stream;

import org.jspecify.annotations.NullMarked;
