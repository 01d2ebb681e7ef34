/**
 * The embedded broker: a single KRaft node inside the process, for machines without a cluster.
 *
 * <p>The data directory and a port enter; bootstrap servers leave. It listens on 127.0.0.1 only,
 * and stops after the last client.
 */
@NullMarked
package news.rendezvous.kafka.embedded;

import org.jspecify.annotations.NullMarked;
