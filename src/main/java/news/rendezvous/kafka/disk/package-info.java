/**
 * The data directory: its identity files, free space and the ballast file that keeps space for the
 * embedded broker.
 *
 * <p>Files are replaced atomically. No story is stored here: all of it is a copy of what Kafka
 * holds.
 */
@NullMarked
package news.rendezvous.kafka.disk;

import org.jspecify.annotations.NullMarked;
