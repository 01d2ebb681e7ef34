package news.rendezvous.view;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * Warnings about sources whose items a full view evicts before older items of others: one WARN each
 * and a warning in their states. It begins at a tenth of the view and ends below a twentieth.
 */
final class ShareWarnings {

  private static final Logger LOG = Logger.getLogger(ShareWarnings.class);
  private static final double LARGE = 0.1;
  private static final double SMALL = 0.05;

  private final Set<String> sources = ConcurrentHashMap.newKeySet();

  /** An item of a source was evicted although items of others are older. */
  void evicted(String source, double share) {
    if (share >= LARGE && sources.add(source)) {
      LOG.warnf(
          "The view is full, and the largest source gives way: source=%s share=%.0f%%; raise"
              + " rendezvous.view.max-items or rendezvous.view.max-size to hold more",
          source, 100 * share);
    }
  }

  void has(String source, double share) {
    if (share < SMALL) {
      sources.remove(source);
    }
  }

  Optional<String> warning(String source) {
    return sources.contains(source)
        ? Optional.of(
            "the view is full, and this source has the most of it: its oldest items leave before"
                + " older items of other sources")
        : Optional.empty();
  }
}
