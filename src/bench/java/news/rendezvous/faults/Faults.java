package news.rendezvous.faults;

/**
 * Fault injection: the packaged service as child processes on 127.0.0.1, one fault of its
 * surroundings, and an oracle of invariants.
 *
 * <p>Arguments: the name of a fault or {@code all}, and seconds (disk-full, index-page and sigterm:
 * rounds) if other than by default. The system property {@code seed} chooses other stories. Exit
 * code 1 where an invariant is broken.
 */
final class Faults {

  private Faults() {}

  public static void main(String... arguments) throws Exception {
    new Scenarios()
        .add("kafka-away", "Kafka is stopped for %d s", 60, KafkaAway::stopped)
        .add("kafka-hangs", "Kafka hangs for %d s", 60, KafkaAway::hanging)
        .add("disk-full", "The disk is full, %d times", 3, new DiskFull())
        .add("index-page", "No room for a page of an index, %d times", 2, new IndexPage())
        .add("sigterm", "SIGTERM under load, %d times", 2, new Terminated())
        .add("sigstop", "One of two replicas is paused for %d s", 60, new Paused())
        .add("stream-cuts", "%d cuts of streams, kills, and a topic that loses records", 10_000, new StreamCuts())
        .add("push-kill", "100 subscribers, and %d kills of a replica", 6, PushedStories::killed)
        .add("push-hang", "%d subscribers, of which a tenth hangs", 1_000, PushedStories::hanging)
        .add("poison", "Poison records on every topic", 0, new PoisonedTopics())
        .run(arguments);
  }
}
