package news.rendezvous.broker;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;

/**
 * The cluster and the topics that stand there now, by their ids (KIP-516): a topic that was deleted
 * and made again has its old name and another id. What is remembered of a topic beside it (state
 * stores, seen entries, validators) is valid only for the id that it was learned from.
 */
@ApplicationScoped
public class TopicIds {

  /**
   * A topic.
   *
   * @param id unlike that of any other topic of any cluster
   * @param partitions how many it has
   */
  public record Topic(Uuid id, int partitions) {}

  /**
   * A cluster.
   *
   * @param cluster its id
   * @param topics those of the service that exist, by name
   */
  public record Snapshot(String cluster, Map<String, Topic> topics) {

    public Snapshot {
      topics = Map.copyOf(topics);
    }

    /** A topic; empty while it does not exist. */
    public Optional<Topic> find(String name) {
      return Optional.ofNullable(topics.get(name));
    }
  }

  private final Topics topics;
  private final List<Consumer<Snapshot>> listeners = new CopyOnWriteArrayList<>();
  private final Set<String> others = new CopyOnWriteArraySet<>();
  private volatile @Nullable Snapshot current;

  @Inject
  public TopicIds(Topics topics) {
    this.topics = topics;
  }

  /** What stood there a moment ago; empty before Kafka has answered for the first time. */
  public Optional<Snapshot> current() {
    return Optional.ofNullable(current);
  }

  /**
   * Stands for the topics that a story passes: another word once one of them was made again. What
   * was sent to others may be in none of them.
   */
  public String generation() {
    return current().map(this::generation).orElse("none");
  }

  private String generation(Snapshot snapshot) {
    return Stream.of(topics.entries(), topics.items())
        .map(name -> snapshot.find(name).map(topic -> topic.id().toString()).orElse("none"))
        .collect(Collectors.joining("/"));
  }

  /**
   * Registers a listener.
   *
   * @param listener called when a topic went, came, was made again or grew, on the thread that
   *     watches them
   */
  public void onChange(Consumer<Snapshot> listener) {
    listeners.add(listener);
  }

  /** Has another topic looked after, one that this service makes elsewhere. */
  public void watch(String topic) {
    others.add(topic);
  }

  Set<String> watched() {
    return others;
  }

  /** Takes what stands there now. */
  void set(Snapshot next) {
    Snapshot before = current;
    current = next;
    if (!next.equals(before)) {
      listeners.forEach(listener -> listener.accept(next));
    }
  }
}
