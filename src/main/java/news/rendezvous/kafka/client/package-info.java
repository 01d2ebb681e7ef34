/**
 * Configuration and failures of Kafka clients: connections, backoff, and messages for operators
 * with cause and remedy; background tasks and their health, each with its state, since when and
 * why.
 *
 * <p>Configuration enters; settings of clients and states of tasks leave. No topic is read or
 * written here. A task never ends silently: it is restarted with backoff, or reported as stopped or
 * dead.
 */
@NullMarked
package news.rendezvous.kafka.client;

import org.jspecify.annotations.NullMarked;
