package news.rendezvous.faults;

/**
 * Several replicas beside a Kafka cluster: restarts, scaling, takeover and rights, with the oracle
 * of {@link Faults}. Everything runs on free ports of 127.0.0.1, and ends with the program.
 *
 * <p>Arguments: the name of a scenario or {@code all}. Exit code 1 where a promise is broken.
 */
final class Cluster {

  private Cluster() {}

  public static void main(String... arguments) throws Exception {
    new Scenarios()
        .add(
            "rolling",
            "Three replicas, three brokers: rolling restarts, a kill",
            0,
            new RollingRestart())
        .add("scale", "Three brokers: from one replica to three and back", 0, new Scaling())
        .add("takeover", "Takeover of %d stories by a standby", 100_000, new Takeover(1))
        .add("takeover-cold", "Takeover of %d stories without standbys", 100_000, new Takeover(0))
        .add(
            "update", "Rolling update among %d stories with a standby", 100_000, new Takeover(1)::update)
        .add("rights", "TLS, log-in and the least rights", 0, MissingRights::least)
        .add("rights-create", "The rights to create topics too", 0, MissingRights::creating)
        .add(
            "rights-read",
            "Each right to read a topic taken away",
            0,
            MissingRights.without(r -> MissingRights.isOfTopics(r) && MissingRights.isRead(r)))
        .add(
            "rights-write",
            "Each right to write a topic taken away",
            0,
            MissingRights.without(r -> MissingRights.isOfTopics(r) && !MissingRights.isRead(r)))
        .add(
            "rights-group",
            "Each right on groups and transactional ids taken away",
            0,
            MissingRights.without(r -> !MissingRights.isOfTopics(r)))
        .run(arguments);
  }
}
