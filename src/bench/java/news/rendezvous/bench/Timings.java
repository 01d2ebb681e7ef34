package news.rendezvous.bench;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Durations of one operation. */
public final class Timings {

  private final String name;
  private final List<Long> millis = new CopyOnWriteArrayList<>();

  public Timings(String name) {
    this.name = name;
  }

  /** Adds the duration of an operation that began at a nano time and ends now. */
  public void add(long begun) {
    millis.add((System.nanoTime() - begun) / 1_000_000);
  }

  @Override
  public String toString() {
    List<Long> sorted = millis.stream().sorted().toList();
    return sorted.isEmpty()
        ? name + ": never"
        : "%s: p50 %d ms, max %d ms, of %d"
            .formatted(
                name,
                sorted.get(sorted.size() / 2),
                sorted.get(sorted.size() - 1),
                sorted.size());
  }
}
