package news.rendezvous.faults;
final class PoisonedTopics implements Faults.Fault {
  @Override public void inject(Findings findings, int amount) throws Exception {}
}
