package news.rendezvous.kafka.topic;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Topic ids (KIP-516) of the topics that exist: a topic that was deleted and created again has the
 * same name and another id. State that is derived from a topic and kept elsewhere (state stores,
 * seen entries, validators) is valid for one id only.
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

  /** Metadata of a topic as of the last check; empty while it is missing or was never found. */
  public Optional<TopicLayout> find(String topic) {
    return watch.find(topic);
  }

  /** The reason why Kafka counts as unreachable; empty while it responds. */
  public Optional<String> kafkaAway() {
    return watch.away();
  }

  /** Includes a topic in the checks. */
  public void watch(String topic) {
    watch.watch(topic);
  }

  /**
   * Identifier of the current entries and items topics; it changes once one of them was created
   * again, since entries that were sent before may be in neither of them.
   */
  public String generation() {
    return Stream.of(topics.entries(), topics.items())
        .map(name -> find(name).map(topic -> topic.id().toString()).orElse("none"))
        .collect(Collectors.joining("/"));
  }
}
