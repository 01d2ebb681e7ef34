/**
 * State of sources between polls: the records of the poll-state topic and their table.
 *
 * <p>The state after a poll enters and is stored; what the next poll needs leaves, on the replica
 * that owns the source, and summaries for all. State is never written before Kafka has acknowledged
 * the entries of its poll. The component names of the records are stored JSON and never change.
 */
@NullMarked
package news.rendezvous.ingest.poll.state;

import org.jspecify.annotations.NullMarked;
