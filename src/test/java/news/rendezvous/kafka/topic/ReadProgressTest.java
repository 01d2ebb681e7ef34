package news.rendezvous.kafka.topic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.Test;

class ReadProgressTest {

  private final ReadProgress positions = new ReadProgress();

  @Test
  void completesFuturesOfRecordsThatWereRead() {
    CompletableFuture<Void> fifth = positions.await(0, 5);
    CompletableFuture<Void> sixth = positions.await(0, 6);
    CompletableFuture<Void> other = positions.await(1, 5);

    positions.set(0, 6);
    positions.release(0);

    assertThat(fifth).isCompleted();
    assertThat(sixth).isNotDone();
    assertThat(other).isNotDone();
  }

  @Test
  void completesAtOnceForARecordThatWasReadBefore() {
    positions.set(0, 6);

    assertThat(positions.await(0, 5)).isCompleted();
  }

  @Test
  void failsFuturesOfRecordsThatAreLost() {
    positions.set(0, 3);
    CompletableFuture<Void> lost = positions.await(0, 5);

    positions.restart(new KafkaException("lost"));

    assertThat(lost).isCompletedExceptionally();
    assertThat(positions.next(0)).isNull();
  }
}
