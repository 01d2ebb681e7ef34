/**
 * The data directory: its identity files, free space and the ballast file that keeps space for the
 * embedded broker.
 *
 * <p>The directory enters; its lock, its identity and its free space leave. Files are replaced
 * atomically. Kafka stores the data; state in this directory is a copy of it.
 */
@NullMarked
package news.rendezvous.kafka.disk;

import org.jspecify.annotations.NullMarked;
