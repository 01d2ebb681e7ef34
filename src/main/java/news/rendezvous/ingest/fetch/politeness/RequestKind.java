package news.rendezvous.ingest.fetch.politeness;

import java.util.Locale;

/** Purpose of a request; the kinds of one host are served in turn (round robin). */
public enum RequestKind {
  /** The first request of a poll. */
  POLL,
  /**
   * A further request of a poll that is under way: a redirect to another host, an older page; and
   * those of feed autodiscovery.
   */
  PAGE,
  /** A {@code getUrls} reference. */
  REFERENCE,
  /** The icon of a source, or the page that announces it. */
  ICON,
  /** A subscription request to a WebSub hub. */
  HUB;

  final String label = name().toLowerCase(Locale.ROOT);

  /** Bounds of one kind of requests over all hosts. */
  public record RequestLimits(
      int concurrency, int waitingPerHost, int waitingPerSource, int waiting) {

    static final RequestLimits NONE = ofConcurrency(Integer.MAX_VALUE);

    public enum Bound {
      HOST,
      SOURCE,
      ALL;

      public String label() {
        return name().toLowerCase(Locale.ROOT);
      }
    }

    /** Limits for a kind of request whose queue is bounded by the number of sources. */
    public static RequestLimits ofConcurrency(int concurrency) {
      return new RequestLimits(
          concurrency, Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE);
    }

    /** Share of the permits for hosts that have not responded yet; a quarter is kept for others. */
    int unresponsiveConcurrency() {
      return concurrency - concurrency / 4;
    }
  }
}
