package news.rendezvous.ingest.poll;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.temporal.ChronoUnit;
import news.rendezvous.ingest.poll.queue.PollAnswer;
import news.rendezvous.ingest.poll.state.PollHistory.Poll;
import news.rendezvous.source.PollOutcome;
import news.rendezvous.source.Source;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Errors and metrics of polls, as operators see them. */
@QuarkusTest
@TestProfile(PollingProfile.class)
class PollReportTest extends PollingTestBase {

  @Inject SourceSummaries summaries;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          401 | | HTTP_ERROR | the answer is 401 (Unauthorized): it is shown to those who log in only: give the source an 'authorization'
          403 | | HTTP_ERROR | the answer is 403 (Forbidden): the host refuses this service: ask the publisher to let its User-Agent through
          404 | | HTTP_ERROR | the answer is 404 (Not Found): nothing is there, check the URL
          410 | | GONE       | the source is gone for good (410), says its publisher: look for its new address, or remove it
          429 | | THROTTLED  | the host asks for fewer requests (429)
          500 | | HTTP_ERROR | the answer is 500 (Internal Server Error): trouble on the publisher's side
          200 | <html><title>Quay</title></html> | NOT_A_FEED | an HTML page titled "Quay"; check the URL
          200 | <html><title>Quay</title><input type="password"></html> | NOT_A_FEED | a login page titled "Quay"; the feed may not be public
          200 | <html><link rel="alternate" type="application/atom+xml" href="http://quay.example/a"></html> | NOT_A_FEED | an HTML page; it announces a feed at http://quay.example/a
          200 | <html><title>Just a moment...</title></html> | BLOCKED | a web firewall's challenge page ("just a moment..."): ask the publisher to let the User-Agent of this service through
          """)
  void showsTheErrorAndItsRemedy(
      int status, @Nullable String body, PollOutcome outcome, String error) {
    String id = "trouble" + status + "-" + (body == null ? 0 : body.length());
    publisher.respondWith("/" + id, status, body == null ? "" : body);

    add(id, "127.0.0.1", DAY);

    assertThat(state(id).health().outcome()).isEqualTo(outcome);
    assertThat(state(id).health().error()).isEqualTo(error);
  }

  @Test
  void showsThatANameHasNoAddress() {
    put("nowhere", "http://news.invalid/feed", DAY);

    eventually().until(() -> states.find("nowhere").isPresent());
    assertThat(state("nowhere").health().outcome()).isEqualTo(PollOutcome.DNS_ERROR);
    assertThat(state("nowhere").health().error()).startsWith("the name news.invalid ");
  }

  @Test
  void showsTheEndOfARedirectThatIsNoFeed() {
    publisher.respondWith("/login", 200, "<html><title>Log in</title></html>");
    publisher.respondWith("/walled", 302, "", "Location", "/login");

    add("walled", "127.0.0.1", DAY);

    assertThat(state("walled").health().error())
        .isEqualTo(
            "a login page titled \"Log in\"; the feed may not be public (redirected to %s)"
                .formatted(publisher.url("127.0.0.1", "/login")));
  }

  @Test
  void showsTheHistoryOfThePolls() {
    publisher.respondWith("/remembered", 200, feed("past", "present"), "ETag", "\"v1\"");
    add("remembered", "127.0.0.1", DAY);
    publisher.respondWith("/remembered", 304, "");
    poll("remembered");
    publisher.respondWith("/remembered", 500, "");
    poll("remembered");

    SourceSummary summary = summaries.find("remembered").orElseThrow();

    assertThat(summary.history().newestFirst())
        .extracting(Poll::outcome, Poll::status, Poll::entries, Poll::changed, Poll::error)
        .containsExactly(
            tuple(
                PollOutcome.HTTP_ERROR,
                500,
                0,
                0,
                "the answer is 500 (Internal Server Error): trouble on the publisher's side"),
            tuple(PollOutcome.NOT_MODIFIED, 304, 2, 0, null),
            tuple(PollOutcome.OK, 200, 2, 2, null));
    assertThat(summary.history().newestFirst().get(0).at())
        .isEqualTo(state("remembered").plan().last().truncatedTo(ChronoUnit.MILLIS));
    assertThat(summary.history().lastSuccess())
        .isEqualTo(summary.history().newestFirst().get(1).at());
    assertThat(summary.etag()).isEqualTo("\"v1\"");
  }

  @Test
  void countsNoEntriesOfAPollThatFails() {
    publisher.respondWith("/emptied", 200, feed("past", "present"));
    add("emptied", "127.0.0.1", DAY);
    publisher.respondWith("/emptied", 404, "");

    PollAnswer.Polled answer = poll("emptied");

    assertThat(answer)
        .extracting(PollAnswer.Polled::outcome, PollAnswer.Polled::entries)
        .containsExactly(PollOutcome.HTTP_ERROR, 0);
    assertThat(state("emptied").memory().entries()).isEqualTo(2); // of the newest document
  }

  @Test
  void countsNoEntriesOfADocumentAtAnEarlierUrl() {
    publisher.respondWith("/left", 200, feed("past", "present"));
    add("left", "127.0.0.1", DAY);
    publisher.respondWith("/arrived", 404, "");
    Source moved =
        new Source(
            "left",
            publisher.url("127.0.0.1", "/arrived"),
            null,
            "test",
            null,
            null,
            DAY,
            null,
            true,
            false);

    sources.replace(moved).await().atMost(SOON);

    eventually().until(() -> state("left").health().outcome() == PollOutcome.HTTP_ERROR);
    assertThat(state("left").memory().entries()).isZero();
  }

  @Test
  void countsPollsInTheMetrics() {
    publisher.respondWith("/measured", 200, feed("measured"));
    add("measured", "127.0.0.1", DAY);

    String shown = given().get("/q/metrics").asString();

    assertThat(shown)
        .contains(
            "rendezvous_fetch_total{outcome=\"ok\"}",
            "rendezvous_fetch_duration_seconds_count{outcome=\"ok\"}",
            "rendezvous_fetch_bytes_sum{outcome=\"ok\"}",
            "rendezvous_poll_duration_seconds_sum{outcome=\"ok\"}",
            "\nrendezvous_poll_overdue_seconds",
            "rendezvous_sources{status=\"active\"}",
            "rendezvous_sources{status=\"disabled\"}");
  }
}
