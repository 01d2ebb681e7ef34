package news.rendezvous.faults;

import java.util.Random;
import news.rendezvous.bench.Installation;

/**
 * Replicas and brokers are restarted one after the other, and one broker is killed, while stories
 * come in and clients read.
 */
final class RollingRestart implements Scenarios.Scenario {

  private static final long BETWEEN_MILLIS = 4_000;
  private static final long DEAD_MILLIS = 15_000;

  @Override
  public void run(Findings findings, int amount) throws Exception {
    try (ReplicatedBed bed = new ReplicatedBed(findings)) {
      bed.start(3);
      Thread.sleep(BETWEEN_MILLIS);
      bed.noteLongestPause("nothing happening");
      for (Installation replica : bed.replicas()) {
        bed.terminate(replica);
        bed.launch(replica);
        Thread.sleep(BETWEEN_MILLIS);
      }
      bed.noteLongestPause("rolling restart of the replicas");
      for (int broker = 0; broker < bed.cluster().size(); broker++) {
        int code = bed.cluster().stop(broker).orElse(-1);
        bed.cluster().restart(broker);
        findings.note("broker restarted, all replicas in sync", "exit code " + code);
        Thread.sleep(BETWEEN_MILLIS);
      }
      bed.noteLongestPause("rolling restart of the brokers");
      int victim = new Random(Scenarios.seed()).nextInt(bed.cluster().size());
      bed.cluster().kill(victim);
      Thread.sleep(DEAD_MILLIS);
      bed.noteLongestPause("one broker dead");
      bed.cluster().restart(victim);
      Thread.sleep(BETWEEN_MILLIS);
      bed.noteLongestPause("its return");
      bed.verify(bed.replicas());
    }
  }
}
