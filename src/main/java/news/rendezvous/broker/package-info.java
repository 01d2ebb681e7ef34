/**
 * The Kafka side of things.
 *
 * <p>Configuration enters; a running broker (embedded, where none is configured), topics that exist
 * and a table of a compacted topic leave. Nothing here ever knows what a record means.
 */
@NullMarked
package news.rendezvous.broker;

import org.jspecify.annotations.NullMarked;
