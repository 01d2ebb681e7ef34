package news.rendezvous.fetch;

/** What a body that is received may take of the memory for all of them. */
public interface Claim {

  /** For bodies that are short by their plan. */
  Claim UNCOUNTED =
      new Claim() {
        @Override
        public boolean grow(long bytes, Runnable goOn) {
          return true;
        }

        @Override
        public long waited() {
          return 0;
        }
      };

  /**
   * Takes more.
   *
   * @param goOn run as soon as there is room, on any thread, where there is none now
   * @return whether there is
   */
  boolean grow(long bytes, Runnable goOn);

  /** For how long it has waited in all, in nanoseconds, with the time since it waits now. */
  long waited();
}
