/**
 * Access to Kafka.
 *
 * <p>Configuration enters; a running broker (embedded, where none is configured), existing topics,
 * followers, readers, writers and tables of topics, and the health of all background tasks leave.
 * Nothing here decodes a news record, ends without a log line, or mistakes an empty response of
 * Kafka for a topic without partitions.
 */
@NullMarked
package news.rendezvous.kafka;

import org.jspecify.annotations.NullMarked;
