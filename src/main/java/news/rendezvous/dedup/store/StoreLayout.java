package news.rendezvous.dedup.store;

import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import org.apache.kafka.common.utils.Utils;

/**
 * Partitioning of the store by edition: its hash modulo the number of partitions that the entries
 * topic had when the store was created. That number is part of the name of the store and of its
 * changelog. Partitions that are added to the topic later change the partition to which a producer
 * sends an edition, but not the one that stores it: entries are forwarded there.
 *
 * @param partitions number of partitions that hold editions
 */
public record StoreLayout(int partitions) {

  /** The number is the version of the binary form of keys and values in the changelog. */
  private static final String PREFIX = "memory-5-of-";

  /** Version 4 had the indexes in the changelog, too; the rest is equal. */
  private static final String PREVIOUS_PREFIX = "memory-4-of-";

  private static final String SUFFIX = "-changelog";

  public StoreLayout {
    if (partitions < 1) {
      throw new IllegalArgumentException("number of partitions is less than 1: " + partitions);
    }
  }

  public String storeName() {
    return PREFIX + partitions;
  }

  /** The topic that backs the store, by the naming rule of Kafka Streams. */
  public String changelog(String applicationId) {
    return applicationId + '-' + storeName() + SUFFIX;
  }

  /** The topic that backed the store in the previous version. */
  public String previousChangelog(String applicationId) {
    return applicationId + '-' + PREVIOUS_PREFIX + partitions + SUFFIX;
  }

  /** The number of partitions in the name of a changelog; empty for any other topic. */
  public static OptionalInt partitionsOf(String topic, String applicationId) {
    return partitionsOf(topic, applicationId, PREFIX);
  }

  /** The same of a changelog of the previous version. */
  public static OptionalInt partitionsOfPrevious(String topic, String applicationId) {
    return partitionsOf(topic, applicationId, PREVIOUS_PREFIX);
  }

  private static OptionalInt partitionsOf(String topic, String applicationId, String prefix) {
    String start = applicationId + '-' + prefix;
    boolean changelog = topic.startsWith(start) && topic.endsWith(SUFFIX);
    String number =
        changelog ? topic.substring(start.length(), topic.length() - SUFFIX.length()) : "";
    return number.matches("[1-9][0-9]{0,8}")
        ? OptionalInt.of(Integer.parseInt(number))
        : OptionalInt.empty();
  }

  /** The partition of an edition: that of Kafka's default partitioner, while none are added. */
  public int partitionOf(String edition) {
    return Utils.toPositive(Utils.murmur2(edition.getBytes(StandardCharsets.UTF_8))) % partitions;
  }
}
