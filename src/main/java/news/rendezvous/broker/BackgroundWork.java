package news.rendezvous.broker;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.InstantSource;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;
import news.rendezvous.broker.BackgroundTask.Status;

/**
 * Registry of all background work: every follower of a topic, the poll loop, the dedup stage, the
 * amend loop. Each registers at construction, so that work that never began shows too.
 */
@ApplicationScoped
public class BackgroundWork {

  private final InstantSource clock;
  private final Map<String, BackgroundTask> tasks = new ConcurrentSkipListMap<>();

  @Inject
  public BackgroundWork(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * Registers a task, {@link BackgroundTask.State#STARTING} at first; the one that is there where
   * the name is taken.
   *
   * @param name as health shows it, such as {@code dedup} or {@code follow rendezvous.sources}
   */
  public BackgroundTask register(String name) {
    return tasks.computeIfAbsent(name, key -> new BackgroundTask(key, clock));
  }

  /** States by name. */
  public SortedMap<String, Status> states() {
    return tasks.values().stream()
        .collect(
            Collectors.toMap(
                BackgroundTask::name, BackgroundTask::status, (a, b) -> a, TreeMap::new));
  }
}
