package news.rendezvous.dedup.streams;

import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import news.rendezvous.kafka.disk.AtomicFile;

/**
 * Checks that the state stores on disk are a copy of the changelog. Offsets do not show that, after
 * a change of the cluster or when a topic was created again. This class keeps the ids of cluster
 * and topics in a file beside the state and compares them.
 */
public final class StateOrigin {

  private static final String FILE = "streams-origin.properties";
  private static final String CLUSTER = "cluster";

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
   * @throws IOException where the directory cannot be read
   */
  public Optional<String> mismatch(String cluster, Map<String, String> topics) throws IOException {
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
        .findFirst();
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
