package news.rendezvous.dedup;

import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import org.apache.kafka.common.utils.Utils;

/**
 * Which partition remembers an edition: its hash, modulo the number of partitions that the entries
 * topic had when the memory was begun. That number is part of the name of the store, and so of its
 * changelog. Partitions that are added to the topic later change where a producer puts an edition,
 * but not where its stories are remembered: the entries are sent on to that partition.
 *
 * @param partitions over which editions are spread
 */
record MemoryLayout(int partitions) {

  /** The number is that of the form of keys and values: what has another is not to be read. */
  private static final String PREFIX = "memory-4-of-";

  private static final String SUFFIX = "-changelog";

  MemoryLayout {
    if (partitions < 1) {
      throw new IllegalArgumentException("no partition for any edition: " + partitions);
    }
  }

  String storeName() {
    return PREFIX + partitions;
  }

  /** The topic that backs the store, by the naming rule of Kafka Streams. */
  String changelog(String applicationId) {
    return applicationId + '-' + storeName() + SUFFIX;
  }

  /** The number of partitions in the name of a changelog; empty for any other topic. */
  static OptionalInt partitionsOf(String topic, String applicationId) {
    String start = applicationId + '-' + PREFIX;
    boolean changelog = topic.startsWith(start) && topic.endsWith(SUFFIX);
    String number =
        changelog ? topic.substring(start.length(), topic.length() - SUFFIX.length()) : "";
    return number.matches("[1-9][0-9]{0,8}")
        ? OptionalInt.of(Integer.parseInt(number))
        : OptionalInt.empty();
  }

  /** The partition of an edition: that of Kafka's default partitioner, while none are added. */
  int partitionOf(String edition) {
    return Utils.toPositive(Utils.murmur2(edition.getBytes(StandardCharsets.UTF_8))) % partitions;
  }
}
