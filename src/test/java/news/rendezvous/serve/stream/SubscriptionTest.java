package news.rendezvous.serve.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class SubscriptionTest {

  private final List<String> said = new ArrayList<>();
  private final Subscription subscription =
      new Subscription(
          held -> !held.item().story().tags().contains("dull"),
          StreamPosition.of(5, 0),
          4,
          new Subscription.Listener() {
            @Override
            public void wake() {
              said.add("wake");
            }

            @Override
            public void cut(Subscription.CloseReason why) {
              said.add(why.tag());
            }
          });

  private static StreamEvent event(int partition, long offset) {
    return new StreamEvent(partition, offset, "withdrawn", new byte[0], null, OptionalLong.empty());
  }

  @Test
  void dropsEventsBeforeItsPosition() {
    StreamEvent next = event(0, 5);
    subscription.offer(event(0, 4));
    subscription.offer(next);
    subscription.offer(event(0, 5));

    assertThat(subscription.take()).isSameAs(next);
    assertThat(subscription.take()).isNull();
    assertThat(subscription.position()).isEqualTo(StreamPosition.of(6, 0));
  }

  @Test
  void closesOnOverflow() {
    for (int offset = 5; offset < 10; offset++) {
      subscription.offer(event(0, offset));
    }
    assertThat(subscription.take()).isNotNull();

    subscription.offer(event(0, 10));

    assertThat(said).contains("slow");
    assertThat(subscription.isClosed()).isTrue();
    assertThat(subscription.position()).isEqualTo(StreamPosition.of(9, 0));
  }

  @Test
  void isSettledWhenTheQueueIsEmpty() {
    subscription.offer(event(1, 0));

    assertThat(subscription.settled()).isNull();
    subscription.take();
    assertThat(subscription.settled()).isEqualTo(StreamPosition.of(5, 1));
  }

  @Test
  void runsATaskWhenTheQueueIsHalfFull() {
    for (int offset = 5; offset < 9; offset++) {
      subscription.offer(event(0, offset));
    }
    subscription.whenRoom(() -> said.add("room"));

    subscription.take();
    assertThat(said).doesNotContain("room");
    subscription.take();
    assertThat(said).containsOnlyOnce("room");
  }

  @Test
  void waitsNoLongerThanTheDeadline() throws InterruptedException {
    for (int offset = 5; offset < 9; offset++) {
      subscription.offer(event(0, offset));
    }
    long deadline = System.nanoTime() + 50_000_000;

    subscription.awaitRoom(deadline);

    assertThat(System.nanoTime()).isGreaterThan(deadline - 2_000_000);
  }
}
