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
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
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

    List<SpanData> trace =
        eventually().until(() -> trace("traced"), spans -> find(spans, "read item").isPresent());

    // An entry is decided again when its transaction was aborted, or its store rebuilt.
    assertThat(trace)
        .extracting(SpanData::getName)
        .containsOnly("poll", "fetch", "send entry", "decide entry", "read item");
    assertThat(path(trace, "read item"))
        .containsExactly("read item", "decide entry", "send entry", "poll");
    assertThat(path(trace, "fetch")).containsExactly("fetch", "poll");
    assertThat(find(trace, "fetch").orElseThrow().getKind()).isEqualTo(SpanKind.CLIENT);
    SpanData poll = find(trace, "poll").orElseThrow();
    assertThat(poll.getAttributes().asMap())
        .containsEntry(AttributeKey.stringKey("outcome"), "ok")
        .containsEntry(AttributeKey.longKey("entries"), 1L);
    assertThat(trace).allSatisfy(span -> assertThat(span.toString()).doesNotContain("secret"));
  }

  @Test
  void hasTheRequestsForReferences() {
    String link = "c".repeat(32);
    publisher.respondWith("/getUrls", 200, "[\"https://pier.example/ferry\"]");
    publisher.respondWith(
        "/referring",
        200,
        feed("referring")
            .replace("The referring sailed.", "getUrls?link=" + link + " - Ferry:back"));
    put("referring", publisher.url("127.0.0.1", "/referring"), DAY);

    List<SpanData> trace =
        eventually()
            .until(() -> trace("referring"), spans -> find(spans, "resolve reference").isPresent());

    SpanData request = find(trace, "resolve reference").orElseThrow();
    assertThat(path(trace, "resolve reference")).containsExactly("resolve reference", "poll");
    assertThat(request.getKind()).isEqualTo(SpanKind.CLIENT);
    assertThat(request.getAttributes().asMap())
        .containsEntry(AttributeKey.stringKey("answer"), "json");
    assertThat(request.toString()).doesNotContain(link);
    assertThat(publisher.lastRequest("/getUrls").keySet())
        .doesNotContain("Traceparent", "Tracestate", "Baggage");
  }

  @Test
  void isNotShownToPublishers() {
    publisher.respondWith("/private", 200, feed("private"));
    add("private", "127.0.0.1", DAY);

    List<String> headers =
        publisher.lastRequest("/private").keySet().stream().map(String::toLowerCase).toList();

    assertThat(headers).doesNotContain("traceparent", "tracestate", "baggage", "b3");
  }

  /** The spans of a source's first poll that has ended; empty before. */
  private List<SpanData> trace(String source) {
    return spans.ended().stream()
        .filter(span -> source.equals(span.getAttributes().get(SOURCE)))
        .findFirst()
        .map(SpanData::getTraceId)
        .map(id -> spans.ended().stream().filter(span -> span.getTraceId().equals(id)).toList())
        .orElse(List.of());
  }

  private static Optional<SpanData> find(List<SpanData> trace, String name) {
    return trace.stream().filter(span -> span.getName().equals(name)).findFirst();
  }

  /** The names of a span and of its parents, up to one that has none. */
  private static List<String> path(List<SpanData> trace, String name) {
    Map<String, SpanData> byId = trace.stream().collect(toMap(SpanData::getSpanId, s -> s));
    return Stream.iterate(
            find(trace, name).orElseThrow(),
            Objects::nonNull,
            span -> span.getParentSpanContext().isValid() ? byId.get(span.getParentSpanId()) : null)
        .map(SpanData::getName)
        .toList();
  }
}
