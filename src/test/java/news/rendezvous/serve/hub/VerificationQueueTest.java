package news.rendezvous.serve.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import news.rendezvous.serve.hub.SubscriptionRequest.Mode;
import org.junit.jupiter.api.Test;

/** Verifications that run and wait. */
class VerificationQueueTest {

  private final List<String> begun = new ArrayList<>();
  private final List<CompletableFuture<Void>> running = new ArrayList<>();

  private final VerificationQueue queue = new VerificationQueue(Runnable::run, 2, 4, 5);

  private static SubscriptionRequest request(Mode mode, String topic) {
    return new SubscriptionRequest(mode, topic, "http://reader.example/cb", null, null);
  }

  private boolean offer(String host, SubscriptionRequest request) {
    return queue.offer(
        host,
        request,
        () -> {
          begun.add(request.mode().label() + " " + request.topic());
          CompletableFuture<Void> end = new CompletableFuture<>();
          running.add(end);
          return Uni.createFrom().completionStage(end);
        });
  }

  private boolean offer(String host, String topic) {
    return offer(host, request(Mode.SUBSCRIBE, topic));
  }

  /** Topics of one letter are in the lanes of a host by turns. */
  @Test
  void runAFewOfOneHostAtATime() {
    offer("a", "a");
    offer("a", "b");
    offer("a", "c");
    offer("b", "d");
    assertThat(begun).containsExactly("subscribe a", "subscribe b", "subscribe d");

    running.get(0).complete(null);

    assertThat(begun).last().isEqualTo("subscribe c");
  }

  @Test
  void concludeInOrderForOneSubscription() {
    offer("a", "a");
    offer("a", request(Mode.UNSUBSCRIBE, "a"));
    assertThat(begun).containsExactly("subscribe a");

    running.get(0).complete(null);

    assertThat(begun).containsExactly("subscribe a", "unsubscribe a");
  }

  @Test
  void areOneForEqualRequests() {
    assertThat(offer("a", "a")).isTrue();
    assertThat(offer("a", "a")).isTrue();
    running.get(0).complete(null);
    assertThat(begun).hasSize(1);

    offer("a", "a");

    assertThat(begun).hasSize(2);
  }

  @Test
  void areRefusedBeyondTheLimitsOfAHostAndOfAll() {
    for (String topic : List.of("a", "b", "c", "d")) {
      assertThat(offer("a", topic)).isTrue();
    }
    assertThat(offer("a", "e")).isFalse();
    assertThat(offer("b", "e")).isTrue();
    assertThat(offer("b", "f")).isFalse();

    running.get(0).complete(null);

    assertThat(offer("b", "f")).isTrue();
  }

  @Test
  void goOnAfterOneThatFailed() {
    queue.offer(
        "a",
        request(Mode.SUBSCRIBE, "a"),
        () -> {
          throw new IllegalStateException("a bug");
        });
    offer("a", "a");
    running.get(0).completeExceptionally(new IllegalStateException("another"));
    offer("a", "c");

    assertThat(begun).containsExactly("subscribe a", "subscribe c");
  }
}
