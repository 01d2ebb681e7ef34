package news.rendezvous.broker;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalInt;
import org.hibernate.validator.constraints.time.DurationMin;

/** Where Kafka is, and how its topics are laid out. */
@ConfigMapping(prefix = "rendezvous")
public interface BrokerConfig {

  /** Where the embedded broker's log, the state stores and the generated admin token are kept. */
  @WithDefault("data")
  Path dataDir();

  /** What the names of all topics and consumer groups start with. */
  @WithDefault("rendezvous")
  @Pattern(
      regexp = "[A-Za-z0-9._-]{1,200}",
      message = "must be 1 to 200 of A-Z a-z 0-9 . _ -, as in names of topics")
  String topicPrefix();

  /** The broker inside the process, used while {@code kafka.bootstrap.servers} is not set. */
  EmbeddedKafka embeddedKafka();

  /** How topics are made that do not exist yet; an existing topic is left as it is. */
  Layout topics();

  /** The broker inside the process. */
  interface EmbeddedKafka {

    /** Port on 127.0.0.1; 0 takes a free one. */
    @WithDefault("9092")
    @Min(0)
    @Max(65_535)
    int port();

    /**
     * Least free room on the disk of the data directory: with less the service does not start, or
     * stops polling and is not ready until there is room again.
     */
    @WithDefault("32M")
    MemorySize minFree();

    /**
     * Size of a file in the data directory that only takes room, and is deleted when another
     * program fills the disk at once, so that the broker can go on; 0 for none.
     */
    @WithDefault("16M")
    MemorySize reserve();
  }

  /** How topics are made. */
  interface Layout {

    /** Partitions of each topic: the most replicas that can share the work. */
    @WithDefault("4")
    @Positive
    int partitions();

    /** Copies of each partition; the cluster's own default where not set. */
    @Positive
    OptionalInt replicationFactor();

    /**
     * Time between two looks at the cluster's metadata: how soon a deleted topic is made again, new
     * partitions are read, and a Kafka that is away is noticed.
     */
    @WithDefault("3s")
    @DurationMin(millis = 100)
    Duration checkInterval();
  }
}
