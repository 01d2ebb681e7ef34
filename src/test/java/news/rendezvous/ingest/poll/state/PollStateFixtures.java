package news.rendezvous.ingest.poll.state;

import news.rendezvous.ingest.poll.schedule.PollHealth;
import news.rendezvous.ingest.poll.schedule.PollPlan;

/** States of sources for tests. */
public final class PollStateFixtures {

  private PollStateFixtures() {}

  public static PollState of(PollHealth health, PollPlan plan) {
    return new PollState(PollMemory.NONE, health, plan, null, null, null, null, null);
  }
}
