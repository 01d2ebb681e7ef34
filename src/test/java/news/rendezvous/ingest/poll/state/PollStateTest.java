package news.rendezvous.ingest.poll.state;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import news.rendezvous.ingest.fetch.Validators;
import news.rendezvous.ingest.parse.entry.PollingHints;
import news.rendezvous.ingest.poll.schedule.PollHealth;
import news.rendezvous.ingest.poll.schedule.PollPlan;
import news.rendezvous.ingest.poll.schedule.PollTiming;
import news.rendezvous.ingest.poll.schedule.PublishingRate;
import news.rendezvous.item.Json;
import news.rendezvous.source.PollOutcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PollStateTest {

  private static final PollState STATE =
      new PollState(
          new PollMemory(
              new Validators("\"v\"", null),
              "hash",
              new byte[8],
              1,
              PollTiming.NONE,
              null,
              null,
              null,
              null,
              null),
          new PollHealth(PollOutcome.OK, null, 0, null),
          new PollPlan(Instant.EPOCH, Instant.EPOCH, "why", null),
          "en",
          null,
          "entries-1/items-1",
          null,
          null);

  private static final Instant NOW = Instant.parse("2026-03-04T10:00:00Z");

  /** Record of an older version: without freshness, arrivals, times of redirects, overruns. */
  private static final String OLD =
      """
      {"memory":{"validators":{"etag":"\\"v1\\""},"body_hash":"ab","seen":"AAAAAAAAAAE=","entries":3,
       "pace":{"rhythm":{"gap":"PT1H","newest":"2026-03-04T09:00:00Z"}},
       "move":{"to":"http://quay.example/new","times":2}},
       "health":{"outcome":"OK","failures":0},
       "plan":{"last":"2026-03-04T09:00:00Z","next":"2026-03-04T11:00:00Z","reason":"planned"},
       "edition":"en"}
      """;

  @Test
  void isReadFromARecordOfAnOlderVersion() throws IOException {
    PollState state = Json.decode(OLD.getBytes(UTF_8), PollState.class);

    PollMemory memory = state.memory();
    assertThat(memory.validators()).isEqualTo(new Validators("\"v1\"", null));
    assertThat(memory.timing())
        .isEqualTo(
            new PollTiming(
                null,
                new PublishingRate(Duration.ofHours(1), Instant.parse("2026-03-04T09:00:00Z")),
                null,
                List.of(),
                0,
                0));
    assertThat(memory.overrun()).isNull();
    assertThat(memory.backlog()).isNull();
    URI target = URI.create("http://quay.example/new");
    assertThat(memory.redirectedTo(target, NOW).move())
        .isEqualTo(new PermanentRedirect(target, 3, NOW));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"pace\":null", "\"entries\":3"})
  void isReadFromARecordOfAnOlderVersionWithoutTiming(String member) throws IOException {
    String old = OLD.replaceFirst("\"pace\":\\{.*?\\}\\}", member);

    PollState state = Json.decode(old.getBytes(UTF_8), PollState.class);

    assertThat(state.memory().timing()).isEqualTo(PollTiming.NONE);
  }

  /** A record of the poll-state topic with every member that there is. */
  private static final String RECORD =
      """
      {"memory":{"validators":{"etag":"\\"v1\\"","last_modified":"Tue, 03 Mar 2026 11:00:00 GMT","empty":false},\
      "body_hash":"ab","seen":"AAAAAAAAAAE=","entries":7,\
      "pace":{"asked":{"time_to_live":"PT1H","skip_hours":[1,2],"skip_days":["SUNDAY"]},\
      "rhythm":{"gap":"PT30M","newest":"2026-03-04T09:00:00Z"},"fresh_for":"PT2H",\
      "arrivals":["2026-03-04T10:00:00Z"],"repetitions":3,"haste":1},\
      "move":{"to":"http://quay.example/new","times":2,"since":"2026-03-04T10:00:00Z"},"churn":60,\
      "overrun":{"at":"2026-03-04T10:00:00Z","recovered":4,"repaired":true},\
      "backlog":{"url":"http://quay.example/?paged=2","left":9,"recent":10,"backfill":true}},\
      "health":{"outcome":"HTTP_ERROR","error":"500","failures":2,"gone_since":"2026-03-04T10:00:00Z"},\
      "plan":{"last":"2026-03-04T09:00:00Z","next":"2026-03-04T11:00:00Z","reason":"planned",\
      "hold":"2026-03-04T10:30:00Z"},"edition":"en",\
      "profile":{"title":"Quay","home_page":"https://quay.example/","description":"Ships","language":"en",\
      "icon":"https://quay.example/i.png","authors":["Li Na"],"since":"2026-03-04T10:00:00Z"},\
      "generation":"entries-1/items-1"}""";

  @Test
  void isStoredAsThisJson() throws IOException {
    PollState state = Json.decode(RECORD.getBytes(UTF_8), PollState.class);

    assertThat(new String(Json.encode(state), UTF_8)).isEqualTo(RECORD);
  }

  @ParameterizedTest
  @CsvSource({
    "OK, ok",
    "NOT_MODIFIED, not_modified",
    "EMPTY, empty",
    "HTTP_ERROR, http_error",
    "GONE, gone",
    "UNEXPECTED_304, unexpected_304",
    "THROTTLED, throttled",
    "DNS_ERROR, dns_error",
    "CONNECT_TIMEOUT, connect_timeout",
    "CONNECT_ERROR, connect_error",
    "TLS_TIMEOUT, tls_timeout",
    "TLS_ERROR, tls_error",
    "TIMEOUT, timeout",
    "TOO_LARGE, too_large",
    "TRUNCATED, truncated",
    "BAD_ENCODING, bad_encoding",
    "REDIRECT_LIMIT, redirect_limit",
    "ADDRESS_BLOCKED, address_blocked",
    "DOWNGRADE_BLOCKED, downgrade_blocked",
    "SCHEME_BLOCKED, scheme_blocked",
    "NOT_A_FEED, not_a_feed",
    "BLOCKED, blocked",
    "DTD_REJECTED, dtd_rejected",
    "LIMIT, limit"
  })
  void storesOutcomesByTheseNamesAndShowsTheseLabels(String stored, String label)
      throws IOException {
    PollOutcome outcome = Json.decode(('"' + stored + '"').getBytes(UTF_8), PollOutcome.class);

    assertThat(new String(Json.encode(outcome), UTF_8)).isEqualTo('"' + stored + '"');
    assertThat(outcome.label()).isEqualTo(label);
  }

  @Test
  void comparesDocumentsByThisHash() {
    assertThat(Digest.of("<rss/>".getBytes(UTF_8))).isEqualTo("b8a3805e669decf7180d8c7f4af5d470");
  }

  @Test
  void survivesARoundTripThroughJson() throws IOException {
    PollMemory memory =
        new PollMemory(
            new Validators("\"v1\"", null),
            "ab",
            null,
            7,
            new PollTiming(null, null, Duration.ofHours(2), List.of(NOW), 3, 1),
            new PermanentRedirect(URI.create("http://quay.example/new"), 2, NOW),
            60,
            new Overrun(NOW, 4, true),
            new OlderPages("http://quay.example/?paged=2", 9, 10, true),
            null);
    PollState state =
        new PollState(
            memory,
            new PollHealth(PollOutcome.OK, null, 0, null),
            new PollPlan(NOW, NOW, "due", null),
            "en",
            null,
            null,
            null,
            null);

    assertThat(Json.decode(Json.encode(state), PollState.class)).isEqualTo(state);
  }

  /** The JSON of stored records: no renamed or reordered component may change a byte. */
  @Test
  void hasStableJson() {
    PollMemory memory =
        new PollMemory(
            new Validators("\"v1\"", "then"),
            "ab",
            new byte[8],
            7,
            new PollTiming(
                new PollingHints(Duration.ofMinutes(90), List.of(1, 2), List.of(DayOfWeek.SUNDAY)),
                new PublishingRate(Duration.ofHours(1), NOW),
                Duration.ofHours(2),
                List.of(NOW),
                3,
                1),
            new PermanentRedirect(URI.create("http://quay.example/new"), 2, NOW),
            60,
            new Overrun(NOW, 4, true),
            new OlderPages("http://quay.example/?paged=2", 9, 10, true),
            new RemovedEntries(new byte[] {1}, new byte[] {2}, new byte[] {3}, new byte[] {4}));
    PollState state =
        new PollState(
            memory,
            new PollHealth(PollOutcome.GONE, "410", 2, NOW),
            new PollPlan(NOW, NOW.plusSeconds(60), "due", NOW.plusSeconds(30)),
            "en",
            null,
            "entries-1/items-1",
            null,
            null);

    assertThat(new String(Json.encode(state), UTF_8))
        .isEqualTo(
            """
          {"memory":{"validators":{"etag":"\\"v1\\"","last_modified":"then","empty":false},\
          "body_hash":"ab","seen":"AAAAAAAAAAA=","entries":7,\
          "pace":{"asked":{"time_to_live":"PT1H30M","skip_hours":[1,2],"skip_days":["SUNDAY"]},"rhythm":{"gap":"PT1H","newest":"2026-03-04T10:00:00Z"},\
          "fresh_for":"PT2H","arrivals":["2026-03-04T10:00:00Z"],"repetitions":3,"haste":1},\
          "move":{"to":"http://quay.example/new","times":2,"since":"2026-03-04T10:00:00Z"},"churn":60,\
          "overrun":{"at":"2026-03-04T10:00:00Z","recovered":4,"repaired":true},"backlog":{"url":"http://quay.example/?paged=2","left":9,"recent":10,"backfill":true},"removals":{"deleted":"AQ==","complete":"Ag==","missing":"Aw==","unconfirmed":"BA=="}},\
          "health":{"outcome":"GONE","error":"410","failures":2,"gone_since":"2026-03-04T10:00:00Z"},\
          "plan":{"last":"2026-03-04T10:00:00Z","next":"2026-03-04T10:01:00Z","reason":"due","hold":"2026-03-04T10:00:30Z"},\
          "edition":"en","generation":"entries-1/items-1"}""");
  }

  @ParameterizedTest(name = "{0} answers over {1} of at least {2}: {3}")
  @CsvSource({
    "3, PT24H, PT24H, true",
    "2, P9D, PT24H, false",
    "9, PT23H, PT24H, false",
    "3, PT0S, PT0S, true"
  })
  void confirmsARedirectByNumberAndAge(
      int times, Duration stood, Duration atLeast, boolean stands) {
    PermanentRedirect move =
        new PermanentRedirect(URI.create("http://quay.example/new"), times, NOW.minus(stood));

    assertThat(move.isConfirmed(3, atLeast, NOW)).isEqualTo(stands);
  }

  /** The polls are bytes, so they are pinned by what is read from them. */
  @Test
  void storesTheLastPollsAsThisJson() throws IOException {
    String json =
        """
        {"results":[{"outcome":"HTTP_ERROR","status":500,"error":"trouble"},{"outcome":"OK","status":200}],\
        "polls":"AICE0oSXZ9gEAAACgLq3A/QD2AEM","last_success":"2026-03-04T09:00:00Z"}""";
    PollHistory history =
        PollHistory.NONE
            .with(
                new PollHistory.Poll(
                    NOW.minusSeconds(3_600),
                    PollOutcome.OK,
                    Duration.ofMillis(250),
                    200,
                    108,
                    6,
                    null))
            .with(
                new PollHistory.Poll(
                    NOW, PollOutcome.HTTP_ERROR, Duration.ofMillis(300), 500, 0, 0, "trouble"));

    assertThat(new String(Json.encode(history), UTF_8)).isEqualTo(json);
    assertThat(Json.decode(json.getBytes(UTF_8), PollHistory.class)).isEqualTo(history);
  }

  @Test
  void isKeptForTheSameUrlAndForTheTargetOfItsRedirect() {
    PollState moved = at("http://quay.example/old");

    assertThat(moved.forUrl("http://quay.example/old")).isSameAs(moved);
    assertThat(moved.forUrl("http://quay.example/new")).isSameAs(moved);
    assertThat(STATE.forUrl("http://quay.example/any")).isSameAs(STATE); // of an older version
  }

  @Test
  void keepsOnlyTheSeenEntriesForAnotherUrl() {
    PollState now = at("http://quay.example/old").forUrl("http://pier.example/");

    assertThat(now.memory().seen()).hasSize(8);
    assertThat(now.memory().validators()).isEqualTo(Validators.NONE);
    assertThat(now.memory().bodyHash()).isNull();
    assertThat(now.memory().entries()).isZero();
    assertThat(now.memory().move()).isNull();
    assertThat(now.memory().backlog()).isNull();
    assertThat(now.edition()).isEqualTo("en");
    assertThat(now.url()).isEqualTo("http://pier.example/");
  }

  private static PollState at(String url) {
    PollMemory memory =
        STATE
            .memory()
            .redirectedTo(URI.create("http://quay.example/new"), NOW)
            .with((Overrun) null, new OlderPages("http://quay.example/2", 1, 1, true));
    return new PollState(
        memory, STATE.health(), STATE.plan(), "en", null, "entries-1/items-1", url, null);
  }

  @Test
  void isKeptWhileTheTopicsAreTheSame() {
    assertThat(STATE.forTopics("entries-1/items-1")).isSameAs(STATE);
  }

  @Test
  void resetsSeenEntriesAndDatesForANewItemsTopic() {
    PollState now = STATE.forTopics("entries-1/items-2");

    assertThat(now.memory().validators()).isEqualTo(Validators.NONE);
    assertThat(now.memory().bodyHash()).isNull();
    assertThat(now.memory().seen()).isNull(); // as before the first poll
    assertThat(now.edition()).isEqualTo("en");
    assertThat(now.health()).isEqualTo(STATE.health());
    assertThat(now.plan()).isEqualTo(STATE.plan());
  }

  @Test
  void resetsSeenEntriesForANewEntriesTopic() {
    PollState now = STATE.forTopics("entries-2/items-1");

    assertThat(now.memory().validators()).isEqualTo(Validators.NONE);
    assertThat(now.memory().seen()).isEmpty(); // not the first poll: its items exist already
  }

  @Test
  void resetsSeenEntriesOfARecordWithoutGeneration() {
    PollState now =
        new PollState(
                STATE.memory(),
                STATE.health(),
                STATE.plan(),
                STATE.edition(),
                null,
                null,
                null,
                null)
            .forTopics("entries-1/items-1");

    assertThat(now.memory().seen()).isEmpty();
    assertThat(now.generation()).isEqualTo("entries-1/items-1");
  }
}
