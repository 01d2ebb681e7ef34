/**
 * Runtime of Kafka Streams: its client and clients' settings, the changelog topic, the state
 * directory, RocksDB, and readers of the topics that a store is rebuilt from.
 *
 * <p>Knows topics, partitions and files; nothing here knows entries or stories.
 */
@NullMarked
package news.rendezvous.dedup.streams;

import org.jspecify.annotations.NullMarked;
