/**
 * State of sources between polls: the records of the poll-state topic and their table.
 *
 * <p>The component names of the records are stored JSON and never change.
 */
@NullMarked
package news.rendezvous.ingest.poll.state;

import org.jspecify.annotations.NullMarked;
