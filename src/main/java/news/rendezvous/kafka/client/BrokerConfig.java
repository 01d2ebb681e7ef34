package news.rendezvous.kafka.client;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.hibernate.validator.constraints.time.DurationMin;

/** Data directory, embedded broker and topics. */
@ConfigMapping(prefix = "rendezvous")
public interface BrokerConfig {

  /** Directory of the embedded broker's log, the state stores and the generated admin token. */
  @WithDefault("data")
  Path dataDir();

  /**
   * Name of this replica among all, which makes it a static member of its consumer groups; by
   * default a random one that is kept in the data directory.
   */
  Optional<
          @Pattern(
              regexp = "[A-Za-z0-9._-]{1,200}",
              message = "must be 1 to 200 of A-Z a-z 0-9 . _ -, such as the name of the pod")
          String>
      instanceId();

  /** Prefix of the names of all topics and consumer groups. */
  @WithDefault("rendezvous")
  @Pattern(
      regexp = "[A-Za-z0-9._-]{1,200}",
      message = "must be 1 to 200 of A-Z a-z 0-9 . _ -, as in names of topics")
  String topicPrefix();

  /** The broker inside the process, used while {@code kafka.bootstrap.servers} is not set. */
  EmbeddedKafka embeddedKafka();

  /** Creation of topics; an existing topic is not altered. */
  Layout topics();

  interface EmbeddedKafka {

    /** Port on 127.0.0.1; 0 for any free one. */
    @WithDefault("9092")
    @Min(0)
    @Max(65_535)
    int port();

    /**
     * Low-water mark of free space on the disk of the data directory: with less the service does
     * not start, or stops polling and is not ready until there is space again.
     */
    @WithDefault("32M")
    MemorySize minFree();

    /**
     * Size of a ballast file in the data directory, which is deleted when another program fills the
     * disk, so that the broker can still write; 0 for none.
     */
    @WithDefault("16M")
    MemorySize reserve();
  }

  interface Layout {

    /** Partitions of each topic: the maximum number of replicas that can share the work. */
    @WithDefault("4")
    @Positive
    int partitions();

    /** Replication factor of each partition; by default that of the cluster. */
    @Positive
    OptionalInt replicationFactor();

    /**
     * Time between two checks of the cluster's metadata: the delay until a deleted topic is created
     * again, new partitions are read, and an unreachable Kafka is noticed.
     */
    @WithDefault("3s")
    @DurationMin(millis = 100)
    Duration checkInterval();
  }
}
