package news.rendezvous.faults;
final class Terminated implements Faults.Fault {
  @Override public void inject(Findings findings, int amount) throws Exception {}
}
