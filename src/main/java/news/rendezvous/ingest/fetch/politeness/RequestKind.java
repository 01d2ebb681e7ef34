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
  REFERENCE;

  final String label = name().toLowerCase(Locale.ROOT);
}
