/**
 * Configuration and failures of Kafka clients: connections, backoff, and messages for operators
 * with cause and remedy.
 *
 * <p>No topic is read or written here.
 */
@NullMarked
package news.rendezvous.kafka.client;

import org.jspecify.annotations.NullMarked;
