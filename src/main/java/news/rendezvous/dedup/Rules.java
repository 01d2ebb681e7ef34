package news.rendezvous.dedup;

import java.time.Duration;
import news.rendezvous.broker.PoisonRecords;

/**
 * What all tasks have in common.
 *
 * @param decider decides
 * @param maxItemSize most bytes of an item
 * @param window how long a story is remembered after it was carried last
 * @param tally counts
 * @param poison where what cannot be decided is set aside
 */
record Rules(
    Decider decider, long maxItemSize, Duration window, Tally tally, PoisonRecords poison) {

  /** Within how many steps of the window a story that is carried again is remembered anew. */
  private static final int STEPS = 32;

  /**
   * Until when a story counts as carried that is carried now: the end of a step, so that one that
   * is carried all the time is not written all the time.
   *
   * @param now milliseconds since the epoch, as is the answer
   */
  long carriedUntil(long now) {
    long step = Math.max(1, window.toMillis() / STEPS);
    return Math.floorDiv(now, step) * step + step;
  }
}
