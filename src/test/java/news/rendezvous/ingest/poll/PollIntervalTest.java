package news.rendezvous.ingest.poll;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.time.Duration;
import news.rendezvous.ingest.poll.queue.PollAnswer;
import news.rendezvous.ingest.poll.state.PollState;
import news.rendezvous.ingest.poll.state.SourceStatus;
import news.rendezvous.source.PollOutcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Times of polls: intervals, freshness, backoff, clock jumps. */
@QuarkusTest
@TestProfile(PollingProfile.class)
class PollIntervalTest extends PollingTestBase {

  @Test
  void doublesTheIntervalOfEqualDocumentsWithoutValidators() {
    publisher.respondWith("/static", 200, feed("static"));
    add("static", "127.0.0.1", null);
    assertThat(untilNext("static")).isBetween(Duration.ofMinutes(60), Duration.ofMinutes(63));

    poll("static");
    poll("static");

    assertThat(untilNext("static")).isBetween(Duration.ofHours(4), Duration.ofMinutes(252));
    publisher.respondWith("/static", 200, feed("static", "changed"));
    poll("static");
    assertThat(state("static").memory().timing().repetitions()).isZero();
    assertThat(untilNext("static")).isBetween(Duration.ofMinutes(60), Duration.ofMinutes(63));
  }

  @Test
  void keepsPollingAFailingSourceWithItsValidatorsAndSeenEntries() {
    publisher.respondWith("/stumbles", 200, feed("stumbles"), "ETag", "\"v1\"");
    add("stumbles", "127.0.0.1", null);
    publisher.respondWith("/stumbles", 500, "");

    for (int n = 1; n <= 12; n++) {
      poll("stumbles");
    }

    PollState failing = state("stumbles");
    assertThat(SourceStatus.of(source("stumbles"), failing)).isEqualTo(SourceStatus.FAILING);
    assertThat(failing.health().failures()).isEqualTo(12);
    assertThat(failing.plan().reason()).isEqualTo("backing off after 12 failures in a row");
    assertThat(untilNext("stumbles")).isBetween(Duration.ofHours(19), Duration.ofHours(29));
    assertThat(publisher.lastRequest("/stumbles").getFirst("If-None-Match")).isEqualTo("\"v1\"");
    publisher.respondWith("/stumbles", 200, feed("stumbles"));
    assertThat(poll("stumbles").changed()).isZero();
    assertThat(state("stumbles").health().failures()).isZero();
  }

  @Test
  void updatesTheFreshnessLifetimeByA304() {
    publisher.respondWith(
        "/fresh", 200, feed("one"), "ETag", "\"f\"", "Cache-Control", "max-age=7200");
    add("fresh", "127.0.0.1", null);
    assertThat(untilNext("fresh")).isBetween(Duration.ofMinutes(119), Duration.ofMinutes(126));
    publisher.respondWith("/fresh", 304, "", "ETag", "\"f\"", "Cache-Control", "max-age=10800");

    PollAnswer.Polled report = poll("fresh");

    assertThat(report.outcome()).isEqualTo(PollOutcome.NOT_MODIFIED);
    assertThat(untilNext("fresh")).isBetween(Duration.ofMinutes(179), Duration.ofMinutes(189));
    assertThat(state("fresh").plan().reason()).isEqualTo("the answer is declared fresh for 3 h");
  }

  @Test
  void keepsTheTtlOfTheFeedAfterA304() {
    String document = feed("one").replace("<item>", "<ttl>180</ttl><item>");
    publisher.respondWith("/ttl", 200, document, "ETag", "\"t\"");
    add("ttl", "127.0.0.1", Duration.ofMinutes(1));
    publisher.respondWith("/ttl", 304, "");

    poll("ttl");

    assertThat(untilNext("ttl")).isBetween(Duration.ofMinutes(179), Duration.ofMinutes(189));
  }

  @ParameterizedTest
  @CsvSource({"P1D", "P-1D"})
  void pollsOnAndRepeatsNothingWhenTheClockJumps(Duration jump) {
    String id = jump.isNegative() ? "back" : "ahead";
    publisher.respondWith("/" + id, 200, feed("one", "two"));
    add(id, "127.0.5." + (jump.isNegative() ? 1 : 2), OFTEN);
    long sent = sent();
    assertThat(sent).isGreaterThanOrEqualTo(2);

    clock.jumpTo(jump);

    awaitRequests("/" + id, 2);
    publisher.respondWith("/" + id, 200, feed("two", "one"));
    awaitRequests("/" + id, 2);
    clock.jumpTo(Duration.ZERO);
    awaitRequests("/" + id, 2);
    assertThat(poll(id).changed()).isZero();
    assertThat(sent()).isEqualTo(sent);
  }
}
