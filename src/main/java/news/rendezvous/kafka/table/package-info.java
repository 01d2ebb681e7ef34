/**
 * Compacted topics as tables in memory: the newest value of each key.
 *
 * <p>Rows are read back from Kafka, so that replicas agree; a null value (tombstone) removes a row.
 */
@NullMarked
package news.rendezvous.kafka.table;

import org.jspecify.annotations.NullMarked;
