package news.rendezvous.faults;

import java.util.List;
import news.rendezvous.bench.Installation;

/** One replica becomes three, and three become one, while stories come in and clients read. */
final class Scaling implements Scenarios.Scenario {

  private static final long BETWEEN_MILLIS = 10_000;

  @Override
  public void run(Findings findings, int amount) throws Exception {
    try (ReplicatedBed bed = new ReplicatedBed(findings)) {
      List<Installation> replicas = bed.replicas();
      bed.start(1);
      Thread.sleep(BETWEEN_MILLIS);
      bed.noteLongestPause("one replica");
      TestBed.launch(replicas.get(1));
      TestBed.launch(replicas.get(2));
      findings.within(TestBed.RECOVERY, "three replicas ready", () -> TestBed.areReady(replicas));
      Thread.sleep(BETWEEN_MILLIS);
      bed.noteLongestPause("from one to three");
      bed.terminate(replicas.get(2));
      bed.terminate(replicas.get(1));
      Thread.sleep(BETWEEN_MILLIS);
      bed.noteLongestPause("from three to one");
      bed.verify(replicas.subList(0, 1));
    }
  }
}
