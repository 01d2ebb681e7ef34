package news.rendezvous.load;

import java.util.Arrays;
import java.util.Collection;
import java.util.Map;

/** Delays in milliseconds, sorted. */
record Delays(long[] sorted) {

  static Delays of(Collection<Long> millis) {
    return new Delays(millis.stream().mapToLong(Long::longValue).sorted().toArray());
  }

  /** From one time to the other of all stories that have both. */
  static Delays between(Map<Integer, Long> from, Map<Integer, Long> to) {
    return of(
        from.keySet().stream()
            .filter(to::containsKey)
            .map(story -> to.get(story) - from.get(story))
            .toList());
  }

  double at(double share) {
    return sorted.length == 0
        ? Double.NaN
        : sorted[(int) Math.min(sorted.length - 1, share * sorted.length)];
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Delays delays && Arrays.equals(sorted, delays.sorted);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(sorted);
  }

  @Override
  public String toString() {
    return Arrays.toString(sorted);
  }
}
