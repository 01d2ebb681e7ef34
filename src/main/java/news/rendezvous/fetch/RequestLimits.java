package news.rendezvous.fetch;

/**
 * Bounds of one kind of requests over all hosts.
 *
 * @param concurrency permits held at once
 * @param waitingPerHost requests that may wait for one host
 * @param waitingPerSource requests of one source that may wait
 * @param waiting requests that may wait in all
 */
public record RequestLimits(
    int concurrency, int waitingPerHost, int waitingPerSource, int waiting) {

  static final RequestLimits NONE = ofConcurrency(Integer.MAX_VALUE);

  /** Bounds for requests whose number something else bounds. */
  public static RequestLimits ofConcurrency(int concurrency) {
    return new RequestLimits(concurrency, Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE);
  }

  /** Permits for hosts that have not proved to answer: some are always kept for the others. */
  int unprovenConcurrency() {
    return concurrency - concurrency / 4;
  }
}
