/**
 * The Kafka side of things.
 *
 * <p>Configuration enters; a running broker (embedded, where none is configured), topics that
 * exist, followers, writers and tables of topics, and the health of all background work leave.
 * Nothing here ever knows what a record means, ends in silence, or takes an empty answer of Kafka
 * for a topic without partitions.
 */
@NullMarked
package news.rendezvous.broker;

import org.jspecify.annotations.NullMarked;
