package news.rendezvous.ingest.poll;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.time.Duration;
import news.rendezvous.ingest.poll.state.SourceStatus;
import news.rendezvous.source.PollOutcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Feeds that are permanently redirected, and feeds that are gone. */
@QuarkusTest
@TestProfile(PollingProfile.class)
class MovedFeedTest extends PollingTestBase {

  @ParameterizedTest
  @CsvSource({"301, true", "308, true", "302, false", "307, false"})
  void changesTheUrlAfterThreeEqualPermanentRedirectsOverADay(int status, boolean moves) {
    String old = "/old" + status;
    publisher.respondWith("/new" + status, 200, feed("moved" + status));
    publisher.respondWith(old, status, "", "Location", "/new" + status);
    String id = "old" + status;
    add(id, "127.0.0.1", Duration.ofDays(3));
    poll(id);
    poll(id);
    poll(id);
    assertThat(source(id).url()).hasToString(publisher.url("127.0.0.1", old));

    clock.jumpTo(DAY);
    poll(id);

    eventually()
        .untilAsserted(
            () ->
                assertThat(source(id).url())
                    .hasToString(publisher.url("127.0.0.1", moves ? "/new" + status : old)));
  }

  @Test
  void keepsTheUrlAfterTwoRedirectsOrDifferentOnes() {
    publisher.respondWith("/there", 200, feed("there"));
    publisher.respondWith("/elsewhere2", 200, feed("there"));
    publisher.respondWith("/undecided", 301, "", "Location", "/there");
    add("undecided", "127.0.0.1", Duration.ofDays(9));
    clock.jumpTo(DAY);
    poll("undecided");
    assertThat(state("undecided").memory().move().times()).isEqualTo(2);
    publisher.respondWith("/undecided", 500, "");
    poll("undecided"); // an error does not count

    publisher.respondWith("/undecided", 301, "", "Location", "/elsewhere2");
    poll("undecided");

    assertThat(state("undecided").memory().move().times()).isEqualTo(1);
    assertThat(source("undecided").url().toString()).endsWith("/undecided");
    publisher.respondWith("/undecided", 200, feed("there"));
    poll("undecided");
    assertThat(state("undecided").memory().move()).isNull();
  }

  @Test
  void disablesASourceThatMovedOntoTheUrlOfAnother() {
    publisher.respondWith("/taken", 200, feed("taken"));
    publisher.respondWith("/mover", 301, "", "Location", "/taken");
    put("holder", publisher.url("127.0.0.1", "/taken"), DAY);
    eventually().until(() -> states.find("holder").isPresent());
    add("mover", "127.0.0.1", DAY);
    poll("mover");

    clock.jumpTo(DAY);
    poll("mover");

    assertThat(status("mover")).isEqualTo(SourceStatus.DISABLED);
    assertThat(state("mover").health().error())
        .isEqualTo(
            "moved for good to %s, which the source 'holder' polls: this one is disabled"
                .formatted(publisher.url("127.0.0.1", "/taken")));
    eventually().until(() -> source("mover").url().toString().endsWith("/taken"));
    assertThat(poll("mover").outcome()).isEqualTo(PollOutcome.OK); // a manual poll
    assertThat(status("mover")).isEqualTo(SourceStatus.DISABLED);
    poll("holder");
    assertThat(status("holder")).isEqualTo(SourceStatus.ACTIVE);
  }

  @Test
  void pollsASourceThatIsGoneOnceADayForAWeekAndThenDisablesIt() {
    publisher.respondWith("/gone", 200, feed("gone"));
    add("gone", "127.0.0.1", null);
    publisher.respondWith("/gone", 410, "");

    poll("gone");

    assertThat(status("gone")).isEqualTo(SourceStatus.GONE);
    assertThat(untilNext("gone")).isBetween(DAY.minusMinutes(1), DAY);
    clock.jumpTo(Duration.ofDays(7));
    poll("gone");
    assertThat(status("gone")).isEqualTo(SourceStatus.DISABLED);
    assertThat(state("gone").plan().next()).isNull();
  }
}
