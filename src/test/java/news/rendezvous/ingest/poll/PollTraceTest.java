package news.rendezvous.ingest.poll;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The trace of a story, from the poll to the view. */
@QuarkusTest
@TestProfile(PollingProfile.class)
class PollTraceTest extends PollingTestBase {

  private static final AttributeKey<String> SOURCE = AttributeKey.stringKey("source.id");

  @Inject RecordedSpans spans;

  @Test
  void leadsFromThePollOverBothTopicsToTheView() {
    publisher.respondWith("/traced", 200, feed("traced"));
    put("traced", publisher.url("user:secret@127.0.0.1", "/traced") + "?key=secret", DAY);

    Map<String, SpanData> trace =
        eventually().until(() -> trace("traced"), found -> found.size() == 5);

    SpanData poll = trace.get("poll");
    assertThat(trace).containsOnlyKeys("poll", "fetch", "send entry", "decide entry", "read item");
    assertThat(poll.getParentSpanContext().isValid()).as("poll has a parent").isFalse();
    assertThat(parent(trace, "fetch")).isEqualTo(poll);
    assertThat(parent(trace, "send entry")).isEqualTo(poll);
    assertThat(parent(trace, "decide entry")).isEqualTo(trace.get("send entry"));
    assertThat(parent(trace, "read item")).isEqualTo(trace.get("decide entry"));
    assertThat(trace.get("fetch").getKind()).isEqualTo(SpanKind.CLIENT);
    assertThat(poll.getAttributes().asMap())
        .containsEntry(AttributeKey.stringKey("outcome"), "ok")
        .containsEntry(AttributeKey.longKey("entries"), 1L);
    assertThat(trace.values())
        .allSatisfy(span -> assertThat(span.toString()).doesNotContain("secret"));
  }

  @Test
  void isNotShownToPublishers() {
    publisher.respondWith("/private", 200, feed("private"));
    add("private", "127.0.0.1", DAY);

    List<String> headers =
        publisher.lastRequest("/private").keySet().stream().map(String::toLowerCase).toList();

    assertThat(headers).doesNotContain("traceparent", "tracestate", "baggage", "b3");
  }

  private Map<String, SpanData> trace(String source) {
    return spans.ended().stream()
        .filter(span -> source.equals(span.getAttributes().get(SOURCE)))
        .findFirst()
        .map(poll -> trace(poll))
        .orElse(Map.of());
  }

  private Map<String, SpanData> trace(SpanData poll) {
    return spans.ended().stream()
        .filter(span -> span.getTraceId().equals(poll.getTraceId()))
        .collect(toMap(SpanData::getName, span -> span));
  }

  private static SpanData parent(Map<String, SpanData> trace, String name) {
    String id = trace.get(name).getParentSpanId();
    return trace.values().stream().filter(s -> s.getSpanId().equals(id)).findFirst().orElseThrow();
  }
}
