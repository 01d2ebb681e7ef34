package news.rendezvous.poll;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PollQueueTest {

  private final PollQueue queue = new PollQueue(new Hosts(3, 1, 10));

  @Test
  void givesWhatIsDueInTheOrderOfTime() {
    queue.schedule("late", "a", 7);
    queue.schedule("early", "b", 5);
    queue.schedule("future", "c", 100);

    assertThat(takeAll(10)).containsExactly("early", "late");
  }

  @Test
  void givesASourceOnceUntilItIsDoneAndPlannedAgain() {
    queue.schedule("s", "a", 0);

    assertThat(takeAll(0)).containsExactly("s");
    queue.schedule("s", "a", 0);
    assertThat(takeAll(50)).isEmpty();
    queue.done("s", 50);
    assertThat(takeAll(100)).isEmpty();
    queue.schedule("s", "a", 100);
    assertThat(takeAll(100)).containsExactly("s");
  }

  @Test
  void asksOneHostForOneFeedAtATimeWithAGapBetween() {
    queue.schedule("one", "host", 0);
    queue.schedule("two", "host", 0);
    queue.schedule("other", "elsewhere", 0);

    assertThat(takeAll(0)).containsExactly("one", "other");
    queue.done("one", 30);
    assertThat(takeAll(39)).isEmpty();
    assertThat(queue.wakeUp()).hasValue(40);
    assertThat(takeAll(40)).containsExactly("two");
  }

  @Test
  void freesTheHostOfAPollThatWasAnsweredAndGoesOn() {
    queue.schedule("one", "host", 0);
    queue.schedule("two", "host", 0);
    takeAll(0);

    queue.answered("one", true, 5);

    assertThat(takeAll(15)).containsExactly("two");
    assertThat(queue.isRunning("one")).isTrue();
    queue.done("one", 16);
    assertThat(queue.isRunning("one")).isFalse();
  }

  @Test
  void keepsToTheConcurrencyOfTheReplica() {
    for (int n = 0; n < 5; n++) {
      queue.schedule("s" + n, "host" + n, n);
    }

    assertThat(takeAll(10)).containsExactly("s0", "s1", "s2");
    assertThat(queue.wakeUp()).isEmpty();
    queue.done("s1", 11);
    assertThat(takeAll(11)).containsExactly("s3");
  }

  @Test
  void givesTheirPlaceAwayWhenNothingIsToBeReadAnyMore() {
    for (int n = 0; n < 5; n++) {
      queue.schedule("s" + n, "host" + n, n);
    }
    takeAll(10);

    queue.answered("s0", true, 11);
    queue.answered("s1", false, 11);

    assertThat(takeAll(11)).containsExactly("s3");
    queue.done("s1", 12);
    assertThat(takeAll(12)).isEmpty(); // it gave one place away, not two
    queue.done("s0", 13);
    assertThat(takeAll(13)).containsExactly("s4");
  }

  @Test
  void putsAHurriedSourceBeforeThoseThatWaitForItsHost() {
    queue.schedule("running", "host", 0);
    queue.schedule("waiting", "host", 0);
    takeAll(0);

    queue.hurry("hurried", "host", 1);

    queue.done("running", 1);
    assertThat(takeAll(20)).containsExactly("hurried");
  }

  @Test
  void forgetsARemovedSourceWhetherItWaitsOrRuns() {
    queue.schedule("waiting", "a", 0);
    queue.schedule("running", "b", 0);
    queue.remove("waiting");
    assertThat(takeAll(0)).containsExactly("running");

    queue.remove("running");
    queue.done("running", 1);

    assertThat(takeAll(1000)).isEmpty();
    assertThat(queue.wakeUp()).isEmpty();
  }

  @Test
  void plansInPlaceOfTheEarlierPlanAndUnderTheNewHost() {
    queue.schedule("s", "old", 5);
    queue.schedule("s", "new", 50);
    queue.schedule("t", "old", 6);

    assertThat(takeAll(10)).containsExactly("t");
    assertThat(takeAll(50)).containsExactly("s");
  }

  @Test
  void keepsItsPlaceWhenASourceLeavesWhileItsHostIsFree() {
    queue.schedule("first", "host", 0);
    queue.schedule("second", "host", 0);
    takeAll(0);
    queue.remove("second");
    queue.done("first", 1);
    queue.schedule("third", "host", 2);

    assertThat(takeAll(20)).containsExactly("third");
  }

  @Test
  void leavesAHeldHostAloneAndNoOther() {
    queue.schedule("throttled", "host", 500);
    queue.schedule("sibling", "host", 0);
    queue.schedule("other", "elsewhere", 0);

    queue.hold("throttled", 400);

    assertThat(takeAll(0)).containsExactly("other");
    assertThat(queue.wakeUp()).hasValue(400);
    assertThat(takeAll(399)).isEmpty();
    assertThat(takeAll(400)).containsExactly("sibling");
  }

  @Test
  void holdsAHostThatSourcesAlreadyWaitFor() {
    queue.schedule("throttled", "host", 0);
    takeAll(0);
    queue.schedule("sibling", "host", 0);
    queue.done("throttled", 1);
    assertThat(takeAll(2)).isEmpty(); // the sibling waits for the gap to pass

    queue.schedule("throttled", "host", 500);
    queue.hold("throttled", 400);

    assertThat(takeAll(399)).isEmpty();
    assertThat(takeAll(400)).containsExactly("sibling");
  }

  @Test
  void neverShortensAHold() {
    queue.schedule("s", "host", 0);
    queue.hold("s", 400);
    queue.hold("s", 200);

    assertThat(takeAll(300)).isEmpty();
  }

  @Test
  void asksAHeldHostOnceForWhatIsHurried() {
    queue.schedule("throttled", "host", 0);
    queue.schedule("sibling", "host", 0);
    queue.hold("throttled", 400);

    queue.hurry("throttled", "host", 5);

    assertThat(takeAll(5)).containsExactly("throttled");
    queue.done("throttled", 6);
    assertThat(takeAll(399)).isEmpty();
  }

  @Test
  void keepsPlacesForHostsThatHaveProvedToAnswer() {
    PollQueue eight = new PollQueue(new Hosts(8, 1, 10));
    for (int n = 0; n < 20; n++) {
      eight.schedule("hanging" + n, "host" + n, n);
    }
    eight.schedule("proven", "other", 20);
    eight.judge("proven", true);

    List<String> taken = takeAll(eight, 20);

    assertThat(taken).hasSize(7).contains("proven");
    eight.done("hanging0", 21);
    assertThat(takeAll(eight, 21)).containsExactly("hanging6");
  }

  @Test
  void countsAHostByWhatItProvedLast() {
    PollQueue four = new PollQueue(new Hosts(4, 1, 0));
    for (int n = 0; n < 5; n++) {
      four.schedule("s" + n, "host" + n, n);
    }
    assertThat(takeAll(four, 5)).containsExactly("s0", "s1", "s2");

    four.judge("s0", true);

    assertThat(takeAll(four, 5)).containsExactly("s3");
    four.done("s0", 6);
    four.judge("s0", false);
    assertThat(takeAll(four, 6)).isEmpty();
  }

  private List<String> takeAll(long now) {
    return takeAll(queue, now);
  }

  private static List<String> takeAll(PollQueue queue, long now) {
    List<String> taken = new ArrayList<>();
    for (Optional<String> id = queue.take(now); id.isPresent(); id = queue.take(now)) {
      taken.add(id.get());
    }
    return taken;
  }
}
