package news.rendezvous.poll;

/** States of sources for tests. */
final class States {

  private States() {}

  static PollState of(PollHealth health, PollPlan plan) {
    return new PollState(PollMemory.NONE, health, plan, null, null, null);
  }
}
