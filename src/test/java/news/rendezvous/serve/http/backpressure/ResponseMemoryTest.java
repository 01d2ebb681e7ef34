package news.rendezvous.serve.http.backpressure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.vertx.core.buffer.Buffer;
import jakarta.ws.rs.ServiceUnavailableException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import news.rendezvous.serve.http.backpressure.ResponseMemory.Reservation;
import org.junit.jupiter.api.Test;

class ResponseMemoryTest {

  private static final int LIMIT = 1 << 20;

  /** Of the half of the limit that one rendering takes at most. */
  private static final int LARGE = LIMIT;

  private final ResponseMemory memory = memory(Duration.ofMinutes(1));

  private static ResponseMemory memory(Duration patience) {
    return new ResponseMemory(new TestHttpConfig(patience, LIMIT, 60), new SimpleMeterRegistry());
  }

  private CompletableFuture<Reservation> renderingElsewhere() {
    CompletableFuture<Reservation> result = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                result.complete(memory.rendering(LARGE));
              } catch (ServiceUnavailableException e) {
                result.completeExceptionally(e);
              }
            });
    thread.start();
    await().until(() -> thread.getState() == Thread.State.TIMED_WAITING);
    return result;
  }

  @Test
  void aRenderingWaitsForAnother() {
    Reservation first = memory.rendering(LARGE);
    CompletableFuture<Reservation> second = renderingElsewhere();
    assertThat(second).isNotDone();

    first.close();

    second.join().close();
    assertThat(memory.reserved()).isZero();
  }

  @Test
  void shortDocumentsHaveRoomBesideLongOnes() {
    try (Reservation large = memory.rendering(LARGE);
        Reservation small = memory.rendering(1_000)) {
      assertThat(memory.reserved()).isEqualTo(LIMIT / 2 + 4_000);
    }
  }

  @Test
  void renderingsThatWaitForEachOtherAreNoShortageThatClientsCause() {
    Reservation large = memory.rendering(LARGE);

    assertThat(memory.tryReserve(LARGE)).isEmpty();

    assertThat(memory.isShort()).isFalse();
    large.close();
  }

  @Test
  void bytesThatClientsHoldAreAShortageForOthers() {
    Buffer body = Buffer.buffer(new byte[LIMIT * 3 / 5]);
    memory.hold(body);

    assertThat(memory.tryReserve(LARGE)).isEmpty();

    assertThat(memory.isShort()).isTrue();
    memory.release(body);
    assertThat(memory.reserved()).isZero();
  }

  @Test
  void aRenderingThatFindsNoMemoryInTimeIsRefused() {
    ResponseMemory impatient = memory(Duration.ofMillis(1));
    Reservation large = impatient.rendering(LARGE);

    assertThatThrownBy(() -> impatient.rendering(LARGE))
        .isInstanceOf(ServiceUnavailableException.class);

    large.close();
    assertThat(impatient.reserved()).isZero();
  }

  @Test
  void nothingWaitsThroughAShutdown() {
    Reservation large = memory.rendering(LARGE);
    CompletableFuture<Reservation> second = renderingElsewhere();

    memory.stop(new ShutdownEvent());

    assertThat(second).failsWithin(Duration.ofSeconds(30));
    large.close();
  }
}
