package news.rendezvous.broker;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The topics that stand there now, by their ids (KIP-516): a topic that was deleted and made again
 * has its old name and another id. What is remembered of a topic beside it (state stores, seen
 * entries, validators) is valid only for the id that it was learned from.
 */
@ApplicationScoped
public class TopicIds {

  private final Topics topics;
  private final TopicWatch watch;

  @Inject
  TopicIds(Topics topics, TopicWatch watch) {
    this.topics = topics;
    this.watch = watch;
  }

  /** A topic as it was at the last check; empty while it is missing or was never seen. */
  public Optional<TopicLayout> find(String topic) {
    return watch.find(topic);
  }

  /** Why Kafka counts as away; empty while it answers. */
  public Optional<String> kafkaAway() {
    return watch.away();
  }

  /** Includes a topic in the checks, one that this service makes elsewhere. */
  public void watch(String topic) {
    watch.watch(topic);
  }

  /**
   * Stands for the topics that a story passes, entries and items: another word once one of them was
   * made again. What was sent to others may be in none of them.
   */
  public String generation() {
    return Stream.of(topics.entries(), topics.items())
        .map(name -> find(name).map(topic -> topic.id().toString()).orElse("none"))
        .collect(Collectors.joining("/"));
  }
}
