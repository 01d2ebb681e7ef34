package news.rendezvous.serve.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import news.rendezvous.item.Alias;
import news.rendezvous.item.Alias.Match;
import news.rendezvous.item.ItemId;
import news.rendezvous.serve.http.ContentCoding;
import news.rendezvous.view.StreamPosition;
import news.rendezvous.view.Timelines;
import news.rendezvous.view.ViewItem;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SubscriptionTest {

  private static final StreamEncoding PLAIN =
      new StreamEncoding(StreamFormat.EVENT_STREAM, ContentCoding.IDENTITY);
  private static final StreamPosition START = StreamPosition.of(5, 0);

  private final List<String> said = new ArrayList<>();
  private final Subscription subscription = subscription();

  private Subscription subscription() {
    return new Subscription(
        held -> !held.item().story().title().equals("Dull"),
        PLAIN,
        START,
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
  }

  /** An event for streams at a position. */
  private static LiveEvent event(int partition, long offset, StreamPosition before) {
    return event(partition, offset, before, null);
  }

  private static LiveEvent event(
      int partition, long offset, StreamPosition before, @Nullable ViewItem item) {
    return new LiveEvent(
        new StreamEvent(partition, offset, "withdrawn", new byte[0]), item, before, 0);
  }

  private void offer(int from, int to) {
    for (int offset = from; offset < to; offset++) {
      subscription.offer(event(0, offset, StreamPosition.of(offset, 0)));
    }
  }

  @Test
  void dropsEventsBeforeItsPosition() {
    LiveEvent next = event(0, 5, START);
    subscription.offer(event(0, 4, StreamPosition.of(4, 0)));
    subscription.offer(next);
    subscription.offer(next);

    assertThat(subscription.take()).isSameAs(next.encoded(PLAIN));
    assertThat(subscription.take()).isNull();
    assertThat(subscription.position()).isEqualTo(StreamPosition.of(6, 0));
  }

  @Test
  void sharesTheBytesOfAnEventWithOtherSubscriptions() {
    Subscription other = subscription();
    LiveEvent event = event(0, 5, START);

    subscription.offer(event);
    other.offer(event);

    assertThat(subscription.take()).isSameAs(other.take());
  }

  @Test
  void keepsAPositionOfItsOwnWhereItIsAheadOfTheOthers() {
    subscription.offer(List.of(), StreamPosition.of(5, 3));
    subscription.offer(event(1, 2, START));
    subscription.offer(event(0, 5, StreamPosition.of(5, 3)));

    EncodedBlock block = subscription.take();
    assertThat(block.after()).isEqualTo(StreamPosition.of(6, 3));
    assertThat(block.bytes().toString(StandardCharsets.UTF_8))
        .contains("\nid: " + StreamPosition.of(6, 3) + "\n");
    assertThat(subscription.take()).isNull();
  }

  @Test
  void advancesItsPositionPastEventsThatAreFilteredOut() {
    ItemId id = ItemId.of("en", new Alias(Match.GUID, "dull"));
    ViewItem dull =
        Timelines.held(
            Timelines.item(id, "quay", Instant.EPOCH, Timelines.story("Dull", null, "x")),
            Instant.EPOCH);

    subscription.offer(event(0, 5, START, dull));

    assertThat(subscription.settled()).isEqualTo(StreamPosition.of(6, 0));
    subscription.wake();
    assertThat(said).isEmpty();
  }

  @Test
  void closesOnOverflow() {
    offer(5, 10);
    assertThat(subscription.take()).isNotNull();

    subscription.offer(event(0, 10, StreamPosition.of(10, 0)));

    assertThat(said).contains("slow");
    assertThat(subscription.isClosed()).isTrue();
    assertThat(subscription.position()).isEqualTo(StreamPosition.of(9, 0));
  }

  @Test
  void isSettledWhenTheQueueIsEmpty() {
    subscription.offer(event(1, 0, START));

    assertThat(subscription.settled()).isNull();
    subscription.take();
    assertThat(subscription.settled()).isEqualTo(StreamPosition.of(5, 1));
  }

  @Test
  void readsOnOnceTheEventsBeforeAreWritten() {
    EncodedBlock events =
        PLAIN.encode(Buffer.buffer("events"), StreamPosition.of(9, 0), OptionalLong.empty());
    subscription.hold(() -> said.add("released"));
    subscription.offer(List.of(events), StreamPosition.of(9, 2));
    subscription.whenWritten(() -> said.add("next"));

    assertThat(subscription.take()).isSameAs(events);
    assertThat(said).containsExactly("wake");
    assertThat(subscription.take()).isNull();
    assertThat(said).containsExactly("wake", "released", "next");
    assertThat(subscription.position()).isEqualTo(StreamPosition.of(9, 2));
  }

  @Test
  void readsOnAtOnceWhereNoEventsMatched() {
    subscription.hold(() -> said.add("released"));
    subscription.offer(List.of(), StreamPosition.of(9, 2));
    subscription.whenWritten(() -> said.add("next"));

    assertThat(said).containsExactly("released", "next");
  }

  @Test
  void waitsNoLongerThanTheDeadline() throws InterruptedException {
    offer(5, 9);
    long deadline = System.nanoTime() + 50_000_000;

    subscription.awaitRoom(deadline);

    assertThat(System.nanoTime()).isGreaterThan(deadline - 2_000_000);
  }
}
