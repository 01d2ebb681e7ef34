/**
 * Once, and only once.
 *
 * <p>Entries enter from their topic, news items leave to theirs, in one Kafka Streams topology
 * under exactly_once_v2. Nothing else ever writes the items topic.
 */
@NullMarked
package news.rendezvous.dedup;

import org.jspecify.annotations.NullMarked;
