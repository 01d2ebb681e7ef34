package news.rendezvous.ingest.poll.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import news.rendezvous.ingest.fetch.politeness.HostKey;
import news.rendezvous.ingest.fetch.politeness.RequestClock;
import news.rendezvous.ingest.fetch.politeness.RequestKind;
import news.rendezvous.ingest.fetch.politeness.RequestKind.RequestLimits;
import news.rendezvous.ingest.fetch.politeness.RequestScheduler;
import news.rendezvous.ingest.poll.queue.PollQueue.PollTask;
import news.rendezvous.source.Source;
import org.junit.jupiter.api.Test;

class PollQueueTest {

  private final RequestClock clock = new RequestClock();
  private final PollQueue queue = queue(3, 10);
  private final Map<String, PollTask> running = new HashMap<>();
  private RequestScheduler requests;

  private PollQueue queue(int concurrency, long gap) {
    requests = clock.scheduler(1, gap);
    requests.limit(RequestKind.POLL, RequestLimits.ofConcurrency(concurrency));
    return new PollQueue(requests, () -> {});
  }

  @Test
  void returnsDueSourcesByTime() {
    queue.schedule(source("late", "http://a"), 7);
    queue.schedule(source("early", "http://b"), 5);
    queue.schedule(source("future", "http://c"), 100);

    assertThat(takeAll(10)).containsExactly("early", "late");
  }

  @Test
  void returnsASourceOnceUntilItIsDoneAndScheduledAgain() {
    queue.schedule(source("s", "http://a"), 0);

    assertThat(takeAll(0)).containsExactly("s");
    queue.schedule(source("s", "http://a"), 0);
    assertThat(takeAll(50)).isEmpty();
    end(queue, "s", 50);
    assertThat(takeAll(100)).isEmpty();
    queue.schedule(source("s", "http://a"), 100);
    assertThat(takeAll(100)).containsExactly("s");
  }

  @Test
  void keepsFewVoidTickets() {
    for (int n = 0; n < 1_000; n++) {
      queue.scheduleUrgently(source("s", "http://a"));
      assertThat(takeAll(20 * n)).containsExactly("s");
      end(queue, "s", 20 * n);
      queue.schedule(source("s", "http://a"), 1_000_000 + n);
    }

    assertThat(queue.size()).isLessThan(100);
    assertThat(takeAll(1_000_998)).isEmpty();
    assertThat(takeAll(1_000_999)).containsExactly("s");
  }

  @Test
  void pollsOneFeedOfAHostAtATimeWithAGap() {
    queue.schedule(source("one", "http://host"), 0);
    queue.schedule(source("two", "http://host"), 0);
    queue.schedule(source("other", "http://elsewhere"), 0);

    assertThat(takeAll(0)).containsExactly("one", "other");
    end(queue, "one", 30);
    assertThat(takeAll(39)).isEmpty();
    assertThat(takeAll(40)).containsExactly("two");
  }

  @Test
  void freesTheHostWhenAPollIsAnsweredBeforeItsEnd() {
    queue.schedule(source("one", "http://host"), 0);
    queue.schedule(source("two", "http://host"), 0);
    takeAll(0);

    answer("one", 5);

    assertThat(takeAll(15)).containsExactly("two");
    assertThat(queue.isRunning("one")).isTrue();
    end(queue, "one", 16);
    assertThat(queue.isRunning("one")).isFalse();
  }

  @Test
  void limitsTheConcurrencyOfTheReplica() {
    for (int n = 0; n < 5; n++) {
      queue.schedule(source("s" + n, "http://host" + n), n);
    }

    assertThat(takeAll(10)).containsExactly("s0", "s1", "s2");
    assertThat(queue.nextDueAt()).isEmpty();
    end(queue, "s1", 11);
    assertThat(takeAll(11)).containsExactly("s3");
  }

  @Test
  void freesTheSlotOfAPollThatHasNothingToRead() {
    for (int n = 0; n < 5; n++) {
      queue.schedule(source("s" + n, "http://host" + n), n);
    }
    takeAll(10);

    answer("s0", 11);
    running.get("s1").permit.close();

    assertThat(takeAll(11)).containsExactly("s3");
    end(queue, "s1", 12);
    assertThat(takeAll(12)).isEmpty(); // one slot is free, not two
    end(queue, "s0", 13);
    assertThat(takeAll(13)).containsExactly("s4");
  }

  @Test
  void schedulesAnUrgentPollBeforeOthersOfItsHost() {
    queue.schedule(source("running", "http://host"), 0);
    queue.schedule(source("waiting", "http://host"), 0);
    takeAll(0);

    queue.scheduleUrgently(source("hurried", "http://host"));

    end(queue, "running", 1);
    assertThat(takeAll(20)).containsExactly("hurried");
  }

  @Test
  void removesAWaitingOrRunningSource() {
    queue.schedule(source("waiting", "http://a"), 0);
    queue.schedule(source("running", "http://b"), 0);
    queue.remove("waiting");
    assertThat(takeAll(0)).containsExactly("running");

    queue.remove("running");
    end(queue, "running", 1);

    assertThat(takeAll(1000)).isEmpty();
    assertThat(queue.nextDueAt()).isEmpty();
  }

  @Test
  void replacesTheEarlierScheduleAndHost() {
    queue.schedule(source("s", "http://old"), 5);
    queue.schedule(source("s", "http://new"), 50);
    queue.schedule(source("t", "http://old"), 6);

    assertThat(takeAll(10)).containsExactly("t");
    assertThat(takeAll(50)).containsExactly("s");
  }

  @Test
  void keepsTheOrderWhenASourceIsRemoved() {
    queue.schedule(source("first", "http://host"), 0);
    queue.schedule(source("second", "http://host"), 0);
    takeAll(0);
    queue.remove("second");
    end(queue, "first", 1);
    queue.schedule(source("third", "http://host"), 2);

    assertThat(takeAll(20)).containsExactly("third");
  }

  @Test
  void pollsNoSourceOfAHostOnHold() {
    queue.schedule(source("throttled", "http://host"), 500);
    queue.schedule(source("sibling", "http://host"), 0);
    queue.schedule(source("other", "http://elsewhere"), 0);

    requests.hold(HostKey.of("http://host"), Duration.ofNanos(400 - clock.now()));

    assertThat(takeAll(0)).containsExactly("other");
    assertThat(takeAll(399)).isEmpty();
    assertThat(takeAll(400)).containsExactly("sibling");
  }

  @Test
  void holdsAHostWithWaitingSources() {
    queue.schedule(source("throttled", "http://host"), 0);
    takeAll(0);
    queue.schedule(source("sibling", "http://host"), 0);
    end(queue, "throttled", 1);
    assertThat(takeAll(2)).isEmpty(); // the sibling waits for the gap to pass

    queue.schedule(source("throttled", "http://host"), 500);
    requests.hold(HostKey.of("http://host"), Duration.ofNanos(400 - clock.now()));

    assertThat(takeAll(399)).isEmpty();
    assertThat(takeAll(400)).containsExactly("sibling");
  }

  @Test
  void neverShortensAHold() {
    queue.schedule(source("s", "http://host"), 0);
    requests.hold(HostKey.of("http://host"), Duration.ofNanos(400 - clock.now()));
    requests.hold(HostKey.of("http://host"), Duration.ofNanos(200 - clock.now()));

    assertThat(takeAll(300)).isEmpty();
  }

  @Test
  void pollsAHostOnHoldOnceForAnUrgentPoll() {
    queue.schedule(source("throttled", "http://host"), 0);
    queue.schedule(source("sibling", "http://host"), 0);
    requests.hold(HostKey.of("http://host"), Duration.ofNanos(400 - clock.now()));

    queue.scheduleUrgently(source("throttled", "http://host"));

    assertThat(takeAll(5)).containsExactly("throttled");
    end(queue, "throttled", 6);
    assertThat(takeAll(399)).isEmpty();
  }

  @Test
  void reservesSlotsForResponsiveHosts() {
    PollQueue eight = queue(8, 10);
    for (int n = 0; n < 20; n++) {
      eight.schedule(source("hanging" + n, "http://host" + n), n);
    }
    eight.schedule(source("proven", "http://other"), 20);
    requests.restoreResponsive(HostKey.of("http://other"), true);

    List<String> taken = takeAll(eight, 20);

    assertThat(taken).hasSize(7).contains("proven");
    end(eight, "hanging0", 21);
    assertThat(takeAll(eight, 21)).containsExactly("hanging6");
  }

  @Test
  void classifiesAHostByItsLastResponse() {
    PollQueue four = queue(4, 0);
    for (int n = 0; n < 5; n++) {
      four.schedule(source("s" + n, "http://host" + n), n);
    }
    assertThat(takeAll(four, 5)).containsExactly("s0", "s1", "s2");

    requests.restoreResponsive(HostKey.of("http://host0"), true);

    assertThat(takeAll(four, 5)).containsExactly("s3");
    end(four, "s0", 6);
    requests.restoreResponsive(HostKey.of("http://host0"), false);
    assertThat(takeAll(four, 6)).isEmpty();
  }

  private void answer(String id, long now) {
    clock.passTo(now);
    running.get(id).permit.answered(true);
  }

  private void end(PollQueue polls, String id, long now) {
    clock.passTo(now);
    polls.done(running.remove(id));
  }

  private List<String> takeAll(long now) {
    return takeAll(queue, now);
  }

  private List<String> takeAll(PollQueue queue, long now) {
    clock.passTo(now);
    List<String> taken = new ArrayList<>();
    for (Optional<PollTask> next = queue.take(now); next.isPresent(); next = queue.take(now)) {
      taken.add(next.get().id());
      running.put(next.get().id(), next.get());
    }
    return taken;
  }

  private static Source source(String id, String url) {
    return new Source(id, url, null, null, null, null, null, null, true, false);
  }
}
