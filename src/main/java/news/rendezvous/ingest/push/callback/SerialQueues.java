package news.rendezvous.ingest.push.callback;

import io.smallrye.mutiny.Uni;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Serial queue for each key: work under one key runs one after the other, in the order of calls.
 */
final class SerialQueues {

  /** The end of the last work of each key; bounded by the callers. */
  private final Map<String, CompletableFuture<?>> tails = new ConcurrentHashMap<>();

  /** Runs work after all that was submitted before under the same key. */
  <T> Uni<T> submit(String key, Supplier<Uni<? extends T>> work) {
    CompletableFuture<T> result = new CompletableFuture<>();
    CompletableFuture<Object> end = new CompletableFuture<>();
    CompletableFuture<?> before = tails.put(key, end);
    CompletionStage<?> turn = before == null ? CompletableFuture.completedStage(null) : before;
    turn.thenRun(
        () ->
            Uni.createFrom()
                .deferred(work)
                .onTermination()
                .invoke(() -> release(key, end))
                .subscribe()
                .with(result::complete, result::completeExceptionally));
    return Uni.createFrom().completionStage(result);
  }

  private void release(String key, CompletableFuture<Object> end) {
    tails.remove(key, end);
    end.complete(key);
  }
}
