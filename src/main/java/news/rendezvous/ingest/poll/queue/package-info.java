/**
 * Poll queue: the next source of this replica to poll.
 *
 * <p>Gained and lost partitions, changed sources and manual requests enter; polls to start leave,
 * each with a permit of its host. Nothing here blocks, and nothing runs on another thread than that
 * of the event loop, but for the gauges and the owned sources.
 */
@NullMarked
package news.rendezvous.ingest.poll.queue;

import org.jspecify.annotations.NullMarked;
