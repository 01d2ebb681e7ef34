package news.rendezvous.serve.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StreamEventTest {

  private static ConsumerRecord<String, byte[]> record(String type, @Nullable String value) {
    ConsumerRecord<String, byte[]> record =
        new ConsumerRecord<>(
            "items", 2, 7, "urn:x", value == null ? null : value.getBytes(StandardCharsets.UTF_8));
    record.headers().add("ce_type", type.getBytes(StandardCharsets.UTF_8));
    return record;
  }

  @Test
  void hasTheLastWordOfTheTypeAndTheBytesOfTheRecord() throws IOException {
    ConsumerRecord<String, byte[]> record = record("news.rendezvous.item.updated", "{\"a\":1}");

    StreamEvent event = StreamEvent.of(record);

    assertThat(event.type()).isEqualTo("updated");
    assertThat(event.data()).isSameAs(record.value());
  }

  @Test
  void namesAWithdrawnItem() throws IOException {
    StreamEvent event = StreamEvent.of(record("news.rendezvous.item.withdrawn", null));

    assertThat(new String(event.data(), StandardCharsets.UTF_8)).isEqualTo("{\"id\":\"urn:x\"}");
  }

  @ParameterizedTest
  @CsvSource({"''", "news.", "news.item.Published", "'published\nid: 9'"})
  void refusesOtherTypes(String type) {
    assertThatThrownBy(() -> StreamEvent.of(record(type, "{}"))).hasMessageContaining("ce_type");
  }

  @ParameterizedTest
  @ValueSource(chars = {'\n', '\r'})
  void refusesALineBreakAnywhere(char lineBreak) throws IOException {
    String line =
        "{\"title\":\"\u000b\u008a\u010a潮\"}      ".repeat(2); // bytes that are nearly one
    StreamEvent.of(record("x", line));

    IntStream.range(0, line.length())
        .mapToObj(at -> line.substring(0, at) + lineBreak + line.substring(at + 1))
        .forEach(
            broken ->
                assertThatThrownBy(() -> StreamEvent.of(record("x", broken)))
                    .hasMessageContaining("one line"));
  }
}
