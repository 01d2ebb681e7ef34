package news.rendezvous.ingest.poll;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import news.rendezvous.ingest.fetch.Validators;
import news.rendezvous.ingest.poll.queue.PollAnswer;
import news.rendezvous.source.PollOutcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Detection of new and changed entries. */
@QuarkusTest
@TestProfile(PollingProfile.class)
class ChangeDetectionTest extends PollingTestBase {

  @Test
  void updatesValidatorsByA304AndReplacesThemByADocument() {
    publisher.respondWith("/renews", 200, feed("one"), "ETag", "\"1\"", "Last-Modified", "then");
    add("renews", "127.0.0.1", DAY);
    publisher.respondWith("/renews", 304, "", "ETag", "\"2\"");
    poll("renews");

    assertThat(state("renews").memory().validators()).isEqualTo(new Validators("\"2\"", "then"));
    publisher.respondWith("/renews", 200, feed("one", "two"), "ETag", "\"3\"");
    poll("renews");
    assertThat(publisher.lastRequest("/renews").getFirst("If-None-Match")).isEqualTo("\"2\"");
    assertThat(state("renews").memory().validators()).isEqualTo(new Validators("\"3\"", null));
  }

  @Test
  void treatsA304ToAnUnconditionalRequestAsAFailure() {
    publisher.respondWith("/odd", 304, "", "ETag", "\"odd\"");
    add("odd", "127.0.0.1", DAY);

    PollAnswer.Polled report = poll("odd");

    assertThat(report.outcome()).isEqualTo(PollOutcome.UNEXPECTED_304);
    assertThat(publisher.lastRequest("/odd")).doesNotContainKey("If-none-match");
    assertThat(state("odd").health().failures()).isEqualTo(2);
  }

  @Test
  void readsAChangedBodyWithAnUnchangedValidator() {
    publisher.respondWith("/liar", 200, feed("one"), "ETag", "\"same\"");
    add("liar", "127.0.0.1", DAY);
    publisher.respondWith("/liar", 200, feed("one", "two"), "ETag", "\"same\"");

    PollAnswer.Polled report = poll("liar");

    assertThat(report)
        .extracting(PollAnswer.Polled::entries, PollAnswer.Polled::changed)
        .containsExactly(2, 1);
  }

  @ParameterizedTest
  @CsvSource({"body, ''", "feed, <rss version='2.0'><channel><title>Bare</title></channel></rss>"})
  void sendsNothingAgainAfterAnEmptyDocument(String name, String document) {
    String id = "drained-" + name;
    publisher.respondWith("/" + id, 200, feed("one", "two"));
    add(id, "127.0.0.1", DAY);
    publisher.respondWith("/" + id, 200, document);
    assertThat(poll(id).outcome()).isEqualTo(PollOutcome.EMPTY);
    publisher.respondWith("/" + id, 200, feed("one", "two"));

    PollAnswer.Polled back = poll(id);

    assertThat(back)
        .extracting(PollAnswer.Polled::entries, PollAnswer.Polled::changed)
        .containsExactly(2, 0);
  }

  @Test
  void warnsAboutGuidsThatChangeFromPollToPoll() {
    String named = feed("anchor", "buoy", "crane");
    publisher.respondWith("/churning", 200, named);
    add("churning", "127.0.0.1", DAY);
    assertThat(state("churning").memory().churn()).isNull();
    publisher.respondWith("/churning", 200, named.replace("urn:", "urn:other-"));

    poll("churning");

    assertThat(state("churning").memory().churn()).isEqualTo(100);
    poll("churning"); // an equal document
    assertThat(state("churning").memory().churn()).isEqualTo(100);
    publisher.respondWith("/churning", 200, named.replace("urn:", "urn:other-") + " ");
    poll("churning");
    assertThat(state("churning").memory().churn()).isNull();
  }

  @Test
  void leavesOutAnEntryThatIsTooLargeForARecord() {
    String large = "The buoy ".repeat(10_000); // 90 kB, see the profile
    publisher.respondWith("/huge", 200, feed("anchor", "buoy").replace("The buoy", large));
    long sent = sent();

    add("huge", "127.0.0.1", DAY);

    assertThat(sent()).isEqualTo(sent + 1);
    assertThat(state("huge").health().outcome()).isEqualTo(PollOutcome.OK);
    assertThat(state("huge").health().failures()).isZero();
  }

  @Test
  void storesTheProfileOfAFeedWithoutEntries() {
    publisher.respondWith("/bare", 200, feed());

    add("bare", "127.0.0.1", DAY);

    assertThat(state("bare").health().outcome()).isEqualTo(PollOutcome.EMPTY);
    assertThat(state("bare").profile().title()).isEqualTo("Pier");
  }

  private static String complete(String mark, String... stories) {
    return feed(stories)
        .replace("<rss ", "<rss xmlns:fh='http://purl.org/syndication/history/1.0' ")
        .replace("<title>Pier</title>", "<title>Pier</title>" + mark);
  }

  @ParameterizedTest
  @CsvSource({
    "unmarked, ''",
    "paged, <fh:complete/><link xmlns='http://www.w3.org/2005/Atom' rel='next' href='/2'/>",
    "archived, <fh:complete/><fh:archive/>"
  })
  void withdrawsWhatLeftACompleteFeedAfterADocumentOfAnotherKind(String name, String mark) {
    String id = "complete-" + name;
    publisher.respondWith("/" + id, 200, complete("<fh:complete/>", "a", "b", "c", "d"));
    add(id, "127.0.0.1", DAY);
    long before = sent();
    publisher.respondWith("/" + id, 200, complete(mark, "b", "c", "d"));
    poll(id);
    poll(id); // the same bytes
    assertThat(sent()).isEqualTo(before);
    publisher.respondWith("/" + id, 200, complete("<fh:complete/>", "b", "c", "d"));

    poll(id);

    assertThat(sent()).isEqualTo(before + 1);
    poll(id);
    assertThat(sent()).isEqualTo(before + 1);
  }
}
