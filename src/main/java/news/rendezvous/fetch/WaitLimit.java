package news.rendezvous.fetch;

import java.util.Locale;

/** A bound on waiting requests. */
public enum WaitLimit {
  HOST,
  SOURCE,
  ALL;

  /** As the metric counts it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
