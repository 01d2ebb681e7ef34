package news.rendezvous.admin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import news.rendezvous.admin.SourceState.Extent;
import news.rendezvous.ingest.poll.SourceSummary;
import news.rendezvous.ingest.poll.state.PollState;
import news.rendezvous.ingest.push.PushState;
import news.rendezvous.ingest.resolve.KnownReferences.ReferenceState;
import news.rendezvous.item.Json;
import news.rendezvous.source.Source;
import org.junit.jupiter.api.Test;

class SourceStateTest {

  private static final String POLL_STATE =
      """
      {"memory":{"validators":{"etag":"\\"v1\\""},"entries":7,
       "pace":{"rhythm":{"gap":"PT1H","newest":"2026-03-04T08:30:00Z"}},
       "move":{"to":"https://quay.example/new","times":2,"since":"2026-03-04T10:00:00Z"},
       "overrun":{"at":"2026-03-04T10:00:00Z","recovered":4,"repaired":true},
       "backlog":{"url":"https://quay.example/?paged=2","left":9,"recent":10,"backfill":true}},
       "health":{"outcome":"HTTP_ERROR","error":"500","failures":2},
       "plan":{"last":"2026-03-04T09:00:00Z","next":"2026-03-04T11:00:00Z","reason":"planned"},
       "edition":"en","profile":{"title":"Quay"},
       "history":{"results":[{"outcome":"HTTP_ERROR","status":500,"error":"trouble"},{"outcome":"OK","status":200}],
        "polls":"AICE0oSXZ9gEAAACgLq3A/QD2AEM","last_success":"2026-03-04T09:00:00Z"}}
      """;

  @Test
  void isServedAsThisJson() throws IOException {
    Source source =
        decode(
            """
            {"id":"quay","url":"https://quay.example/feed","language":"en-GB","zone":"Europe/London",
             "interval":"PT15M","links_base":"https://quay.example/","enabled":true,"backfill":3,
             "headers":{"X-Edition":"eu"},"authorization":{"scheme":"BASIC","plain":"Basic aW5lczpzZWNyZXQ="}}
            """,
            Source.class);

    SourceState state =
        SourceState.of(
            new SourceSummary(source, decode(POLL_STATE, PollState.class)),
            Extent.WHOLE,
            Optional.of(Instant.parse("2026-03-04T10:30:00.5Z")),
            Optional.of("the view is full"),
            12,
            new ReferenceState(3, 1, "https://quay.example/getUrls", "timeout"),
            Optional.of(
                new PushState(
                    "https://hub.example/",
                    "https://quay.example/feed",
                    "active",
                    Instant.parse("2026-03-11T10:00:00Z"),
                    Instant.parse("2026-03-04T09:30:00Z"),
                    5,
                    1,
                    null)));

    assertThat(new String(Json.encode(state), UTF_8))
        .isEqualTo(
            """
            {"id":"quay","url":"https://quay.example/feed","title":"Quay","edition":"en","language":"en-GB",\
            "zone":"Europe/London","interval":"PT15M","links_base":"https://quay.example/","enabled":true,\
            "configured":false,"backfill":3,"headers":{"X-Edition":"eu"},"authorization":"basic","status":"failing","last_outcome":"http_error","last_error":"500",\
            "last_status":500,"last_poll":"2026-03-04T09:00:00Z",\
            "last_success":"2026-03-04T09:00:00Z","latency_ms":300,"stories_per_day":24.0,"next_poll":"2026-03-04T11:00:00Z","next_reason":"planned",\
            "held_until":"2026-03-04T10:30:00Z",\
            "warning":"all entries were new at 2026-03-04T10:00:00Z: its older pages brought the 4 that had left it before; the view is full",\
            "moving":{"to":"https://quay.example/new","times":2,"since":"2026-03-04T10:00:00Z"},\
            "overrun":{"at":"2026-03-04T10:00:00Z","recovered":4,"repaired":true},"older_pages":9,"failures":2,\
            "entries":7,"items":12,\
            "references":{"resolved":3,"unresolved":1,"end_point":"https://quay.example/getUrls","last_error":"timeout"},\
            "push":{"hub":"https://hub.example/","topic":"https://quay.example/feed","state":"active",\
            "lease_until":"2026-03-11T10:00:00Z","last_push":"2026-03-04T09:30:00Z","pushes":5,"rejected":1},\
            "definition":{"url":"https://quay.example/feed","id":"quay","language":"en-GB","zone":"Europe/London",\
            "interval":"PT15M","links_base":"https://quay.example/","enabled":true,"backfill":3,\
            "headers":{"X-Edition":"eu"}},\
            "validators":{"etag":"\\"v1\\""},\
            "history":[{"at":"2026-03-04T10:00:00Z","outcome":"http_error","took_ms":300,"status":500,"entries":0,"changed":0,\
            "error":"trouble"},\
            {"at":"2026-03-04T09:00:00Z","outcome":"ok","took_ms":250,"status":200,"entries":108,"changed":6}]}""");
  }

  @Test
  void isServedAsThisJsonBeforeTheFirstPoll() throws IOException {
    Source source =
        decode(
            """
            {"id":"quay","url":"https://quay.example/feed","title":"Pier","edition":"en","configured":true}
            """,
            Source.class);

    SourceState state =
        SourceState.of(
            new SourceSummary(source, null),
            Extent.WHOLE,
            Optional.empty(),
            Optional.empty(),
            0,
            new ReferenceState(0, 0, null, null),
            Optional.empty());

    assertThat(new String(Json.encode(state), UTF_8))
        .isEqualTo(
            """
            {"id":"quay","url":"https://quay.example/feed","title":"Pier","edition":"en","enabled":false,"configured":true,\
            "backfill":0,"status":"disabled","older_pages":0,"failures":0,"entries":0,"items":0,\
            "references":{"resolved":0,"unresolved":0},\
            "definition":{"url":"https://quay.example/feed","id":"quay","title":"Pier","edition":"en","enabled":false,"backfill":0}}""");
  }

  private static <T> T decode(String json, Class<T> type) throws IOException {
    return Json.decode(json.getBytes(UTF_8), type);
  }
}
