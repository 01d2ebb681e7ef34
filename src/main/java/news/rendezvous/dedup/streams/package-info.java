/**
 * Runtime of Kafka Streams: its client and clients' settings, the changelog topic, the state
 * directory, RocksDB, and readers of the topics that a store is rebuilt from.
 *
 * <p>A topology and configuration enter; a running client and its state leave. This package handles
 * topics, partitions and files, and does not decode entries or stories.
 */
@NullMarked
package news.rendezvous.dedup.streams;

import org.jspecify.annotations.NullMarked;
