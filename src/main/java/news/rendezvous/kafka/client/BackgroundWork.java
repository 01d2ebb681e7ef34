package news.rendezvous.kafka.client;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.InstantSource;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;
import news.rendezvous.kafka.client.BackgroundTask.Status;

/**
 * Registry of all background tasks: followers of topics, the poll loop, the dedup stage, the amend
 * loop. Each registers at construction, so that a task that never started shows too.
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
   * Registers a task in the state {@link BackgroundTask.State#STARTING}, or returns the task that
   * has the name already.
   *
   * @param name shown in the health response, such as {@code dedup} or {@code follow
   *     rendezvous.sources}
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
