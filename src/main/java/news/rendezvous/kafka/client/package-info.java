/**
 * Configuration and failures of Kafka clients: connections, backoff, and what went wrong in an
 * operator's words.
 *
 * <p>No topic is read or written here.
 */
@NullMarked
package news.rendezvous.kafka.client;

import org.jspecify.annotations.NullMarked;
