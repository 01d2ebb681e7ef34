/**
 * Topics of the service: their names, creation and settings, a watch over the cluster's metadata,
 * the readers and the writer of records, and compacted topics as tables.
 *
 * <p>Records enter from the topics and leave to the listeners of each package, in the order of
 * their partitions; records of the service leave with an acknowledgement. Records that cannot be
 * read are counted and skipped (poison records). No consumer group is used for reading: each
 * replica reads whole topics.
 */
@NullMarked
package news.rendezvous.kafka.topic;

import org.jspecify.annotations.NullMarked;
