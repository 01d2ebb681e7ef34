package news.rendezvous.dedup.streams;

import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Supplier;
import java.util.stream.Stream;
import news.rendezvous.kafka.disk.AtomicFile;
import org.apache.kafka.common.TopicPartition;

/**
 * Checks that the state stores on disk are a copy of the changelog. Kafka Streams compares offsets
 * only, and so accepts state of another cluster or of a topic that was created again. This class
 * keeps the ids of cluster and topics in a file beside the state and compares them.
 */
public final class StateOrigin {

  private static final String FILE = "streams-origin.properties";
  private static final String CLUSTER = "cluster";
  private static final String CHECKPOINT = ".checkpoint";

  private final Path dataDir;
  private final Path stateDir;

  public StateOrigin(Path dataDir, Path stateDir) {
    this.dataDir = dataDir;
    this.stateDir = stateDir;
  }

  /**
   * The reason why the state must be discarded; empty where it is valid, or where there is none.
   *
   * @param cluster id of the cluster
   * @param topics ids of the changelog and the items topic, by name
   * @param ends log end offsets of the changelog; asked for only where there is state of this very
   *     topic, since a broker may not have heard yet of one that was just created
   * @throws IOException where the directory cannot be read
   */
  public Optional<String> mismatch(
      String cluster, Map<String, String> topics, Supplier<Map<TopicPartition, Long>> ends)
      throws IOException {
    if (!Files.isDirectory(stateDir)) {
      return Optional.empty();
    }
    Properties kept = read();
    if (kept.isEmpty()) {
      return Optional.of("it does not say which cluster it belongs to");
    }
    if (!cluster.equals(kept.getProperty(CLUSTER))) {
      return Optional.of(
          "it belongs to cluster %s, this is %s".formatted(kept.getProperty(CLUSTER), cluster));
    }
    return topics.entrySet().stream()
        .filter(topic -> !topic.getValue().equals(kept.getProperty(topic.getKey())))
        .map(
            topic ->
                kept.containsKey(topic.getKey())
                    ? "topic %s was made again since".formatted(topic.getKey())
                    : "it is no copy of topic %s".formatted(topic.getKey()))
        .findFirst()
        .or(() -> ahead(ends.get()));
  }

  private Properties read() throws IOException {
    Properties kept = new Properties();
    if (Files.exists(dataDir.resolve(FILE))) {
      try (Reader in = Files.newBufferedReader(dataDir.resolve(FILE))) {
        kept.load(in);
      }
    }
    return kept;
  }

  // A topic that lost its newest records, or was restored from an older copy, keeps its id.
  private Optional<String> ahead(Map<TopicPartition, Long> ends) {
    try (Stream<Path> tasks = Files.list(stateDir)) {
      for (Path file :
          tasks.map(task -> task.resolve(CHECKPOINT)).filter(Files::isRegularFile).toList()) {
        for (String line : Files.readAllLines(file)) {
          Optional<String> ahead = ahead(line.split(" ", -1), ends);
          if (ahead.isPresent()) {
            return ahead;
          }
        }
      }
      return Optional.empty();
    } catch (IOException | NumberFormatException e) {
      return Optional.of("its checkpoints cannot be read (%s)".formatted(e));
    }
  }

  // A line of a Kafka Streams checkpoint: topic, partition, offset of the last applied record.
  private static Optional<String> ahead(String[] line, Map<TopicPartition, Long> ends) {
    if (line.length != 3) {
      return Optional.empty(); // the version, the number of lines
    }
    TopicPartition partition = new TopicPartition(line[0], Integer.parseInt(line[1]));
    long offset = Long.parseLong(line[2]);
    long end = ends.getOrDefault(partition, Long.MAX_VALUE);
    return offset < end
        ? Optional.empty()
        : Optional.of("it is ahead of %s: offset %d of %d".formatted(partition, offset, end));
  }

  /**
   * Stores the ids that the state belongs to from now on.
   *
   * @throws IOException where the directory cannot be written
   */
  public void keep(String cluster, Map<String, String> topics) throws IOException {
    Properties now = new Properties();
    now.setProperty(CLUSTER, cluster);
    now.putAll(topics);
    if (now.equals(read())) {
      return;
    }
    StringWriter out = new StringWriter();
    now.store(
        out, "Cluster and topics that the state in " + stateDir.getParent() + " is a copy of");
    AtomicFile.write(dataDir.resolve(FILE), out.toString());
  }
}
