package news.rendezvous.ingest.poll;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.time.Duration;
import java.util.Map;
import news.rendezvous.ingest.poll.state.PollState;
import news.rendezvous.ingest.poll.state.SourceStatus;
import news.rendezvous.item.url.FeedUrl;
import news.rendezvous.source.PollOutcome;
import news.rendezvous.source.Source;
import org.junit.jupiter.api.Test;

/** Documents with new entries only, and the older pages of their feeds. */
@QuarkusTest
@TestProfile(PollingProfile.class)
class OverrunPollingTest extends PollingTestBase {

  @Test
  void readsOlderPagesUntilAKnownEntryAfterAnOverrun() {
    double overruns = metrics.get("rendezvous.overrun").counter().count();
    publisher.respondWith("/torrent", 200, feed("a", "b"));
    add("torrent", "127.0.7.1", null);
    publisher.respondWith("/torrent", 200, before("/torrent2", feed("h", "g")));
    publisher.respondWith("/torrent2", 200, before("/torrent3", feed("g", "f", "e")));
    publisher.respondWith("/torrent3", 200, before("/torrent4", feed("d", "c", "b")));

    assertThat(poll("torrent").changed()).isEqualTo(2);

    eventually().until(() -> state("torrent").memory().backlog() == null);
    PollState state = state("torrent");
    assertThat(publisher.requests("/torrent3")).hasSize(1);
    assertThat(publisher.requests("/torrent4")).isEmpty();
    assertThat(state.memory().overrun().recovered()).isEqualTo(4);
    assertThat(state.memory().overrun().repaired()).isTrue();
    assertThat(state.warning()).contains("older pages brought the 4");
    assertThat(state.health().outcome()).isEqualTo(PollOutcome.OK);
    assertThat(metrics.get("rendezvous.overrun").counter().count()).isEqualTo(overruns + 1);
    assertThat(untilNext("torrent")).isBetween(Duration.ofMinutes(30), Duration.ofMinutes(32));
    assertThat(state.plan().reason()).isEqualTo("all entries were new: polled every 30 min");
    assertThat(poll("torrent").changed()).isZero();
  }

  @Test
  void warnsThatStoriesMayBeLostIfThereAreNoOlderPages() {
    publisher.respondWith("/rapids", 200, feed("a", "b"));
    add("rapids", "127.0.0.1", null);
    publisher.respondWith("/rapids", 200, feed("y", "z"));

    poll("rapids");

    assertThat(state("rapids").warning()).contains("some may have come and gone");
    clock.jumpTo(Duration.ofDays(8));
    publisher.respondWith("/rapids", 200, feed("y", "z", "zz"));
    poll("rapids");
    assertThat(state("rapids").warning()).isNull();
  }

  @Test
  void countsNoOverrunForAFeedOfOneStoryOrForGuidsThatChange() {
    double overruns = metrics.get("rendezvous.overrun").counter().count();
    publisher.respondWith("/bulletin", 200, feed("one"));
    add("bulletin", "127.0.0.1", DAY);
    publisher.respondWith("/renamed", 200, feed("anchor", "buoy"));
    add("renamed", "127.0.0.1", DAY);

    publisher.respondWith("/bulletin", 200, feed("two"));
    poll("bulletin");
    publisher.respondWith("/renamed", 200, feed("anchor", "buoy").replace("urn:", "urn:other-"));
    poll("renamed");

    assertThat(metrics.get("rendezvous.overrun").counter().count()).isEqualTo(overruns);
  }

  @Test
  void skipsAnUnreadableOlderPageWithoutAFailureOfTheSource() {
    publisher.respondWith("/shallow", 200, feed("a", "b"));
    add("shallow", "127.0.7.2", null);
    publisher.respondWith("/shallow", 200, before("/nothing-there", feed("y", "z")));
    publisher.respondWith("/nothing-there", 404, "");

    poll("shallow");

    eventually().until(() -> state("shallow").memory().backlog() == null);
    assertThat(publisher.requests("/nothing-there")).hasSize(1);
    assertThat(state("shallow").health().failures()).isZero();
    assertThat(status("shallow")).isEqualTo(SourceStatus.ACTIVE);
  }

  @Test
  void readsOlderPagesAfterTheFirstPollUpToTheBackfillOfTheSource() {
    publisher.respondWith("/archive", 200, before("/archive2", feed("f", "e")));
    publisher.respondWith("/archive2", 200, before("/archive3", feed("d", "c")));
    publisher.respondWith("/archive3", 200, before("/archive4", feed("b", "a")));
    long sent = sent();
    String url = publisher.url("127.0.7.3", "/archive");
    Source source =
        new Source(
            "archive",
            FeedUrl.of(url),
            null,
            "test",
            null,
            null,
            DAY,
            null,
            true,
            false,
            2,
            Map.of(),
            null);

    sources.add(source).await().atMost(SOON);

    eventually().until(() -> publisher.requests("/archive3").size() == 1);
    eventually().until(() -> state("archive").memory().backlog() == null);
    assertThat(publisher.requests("/archive4")).isEmpty();
    assertThat(sent()).isEqualTo(sent + 6);
    assertThat(state("archive").memory().overrun()).isNull();
    assertThat(untilNext("archive")).isGreaterThanOrEqualTo(DAY.minusMinutes(1));
  }

  private static String before(String olderPage, String feed) {
    return feed.replace(
        "<item>",
        "<atom:link xmlns:atom='http://www.w3.org/2005/Atom' rel='next' href='%s'/><item>"
            .formatted(olderPage));
  }
}
