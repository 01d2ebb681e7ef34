package news.rendezvous.ingest.poll;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import news.rendezvous.source.PollOutcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Polls of many sources at one host, at a host on hold, and at hosts that do not answer. */
@QuarkusTest
@TestProfile(PollingProfile.class)
class PollHostsTest extends PollingTestBase {

  @Test
  void holdsAHostForItsRetryAfterAcrossARestart() {
    publisher.respondWith("/sibling", 200, feed("sibling"));
    publisher.respondWith("/elsewhere", 200, feed("elsewhere"));
    publisher.respondWith("/throttled", 429, "", "Retry-After", "3600");
    add("sibling", "127.0.3.1", OFTEN);
    add("elsewhere", "127.0.3.2", OFTEN);

    add("throttled", "127.0.3.1", DAY);

    assertThat(state("throttled").health().outcome()).isEqualTo(PollOutcome.THROTTLED);
    assertOnlyTheOtherHostIsPolled();
    assertThat(polls.heldUntil("sibling").orElseThrow())
        .isBetween(clock.instant().plusSeconds(3_000), clock.instant().plusSeconds(3_600));
    assertThat(polls.heldUntil("elsewhere")).isEmpty();
    restart();
    assertOnlyTheOtherHostIsPolled();
    assertThat(poll("sibling").outcome()).isEqualTo(PollOutcome.OK); // a manual poll
  }

  private void assertOnlyTheOtherHostIsPolled() {
    awaitRequests("/elsewhere", 2); // what was under way has ended
    int asked = publisher.requests("/sibling").size();
    awaitRequests("/elsewhere", 4);
    assertThat(publisher.requests("/sibling")).hasSize(asked);
  }

  private void restart() {
    Set<Integer> partitions = IntStream.range(0, 4).boxed().collect(Collectors.toUnmodifiableSet());
    polls.lost(partitions);
    polls.gained(partitions);
  }

  @Test
  void pollsANewSourceOnceDuringAHoldOfItsHost() {
    publisher.respondWith("/busy", 503, "", "Retry-After", "3600");
    publisher.respondWith("/newcomer", 200, feed("newcomer"));
    publisher.respondWith("/bystander", 200, feed("bystander"));
    add("busy", "127.0.3.3", DAY);
    add("bystander", "127.0.3.4", OFTEN);

    put("newcomer", publisher.url("127.0.3.3", "/newcomer"), OFTEN);

    eventually().until(() -> !publisher.requests("/newcomer").isEmpty());
    awaitRequests("/bystander", 4);
    assertThat(publisher.requests("/newcomer")).hasSize(1);
    assertThat(polls.heldUntil("newcomer")).isPresent();
    assertThat(poll("newcomer").outcome()).isEqualTo(PollOutcome.OK);
    assertThat(publisher.requests("/newcomer")).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({"404", "429", "403"})
  void pollsTheOtherFeedsOfAHostOfWhichOneFails(int status) {
    publisher.respondWith("/works" + status, 200, feed("works"));
    publisher.respondWith("/fails" + status, status, "");
    String host = "127.0.4." + (status - 400 + 1);
    add("works" + status, host, OFTEN);

    add("fails" + status, host, DAY);

    awaitRequests("/works" + status, 2);
  }

  @Test
  void pollsOthersWhileAHundredSourcesHang() {
    publisher.respondWith("/brisk", 200, feed("brisk"));
    add("brisk", "127.0.6.200", OFTEN);
    for (int n = 0; n < 100; n++) {
      put("hangs" + n, publisher.url("127.0.6." + (n + 1), "/hangs"), DAY);
    }
    eventually().until(() -> publisher.requests("/hangs").size() >= 40);

    awaitRequests("/brisk", 4);

    assertThat(states.find("hangs0")).isEmpty(); // still hangs
    publisher.respondWith("/hangs", 404, "");
  }
}
