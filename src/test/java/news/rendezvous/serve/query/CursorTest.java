package news.rendezvous.serve.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.UUID;
import news.rendezvous.item.ItemId;
import news.rendezvous.view.TimelineKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          2026-03-03T12:00:00Z,           2026-03-02T00:00:00.000001Z
          2026-03-03T12:00:00.123456789Z, 1969-12-31T23:59:59.999999999Z
          +1000000000-12-31T23:59:59.999999999Z, -1000000000-01-01T00:00:00Z
          """)
  void comesBackAsItWas(Instant timeline, Instant published) {
    UUID id = UUID.fromString("6f0f6c1e-6f0b-5c55-9a57-0c4a3f8e2d11");
    TimelineKey position = new TimelineKey(timeline, published, new ItemId(id));

    String cursor = Cursor.of(position);

    assertThat(Cursor.parse(cursor)).contains(position);
    assertThat(cursor).matches("[A-Za-z0-9_-]+");
  }

  @Test
  void isThisText() {
    UUID id = UUID.fromString("6f0f6c1e-6f0b-5c55-9a57-0c4a3f8e2d11");
    Instant timeline = Instant.parse("2026-03-03T12:00:00.5Z");
    TimelineKey position =
        new TimelineKey(timeline, Instant.parse("2026-03-02T00:00:00Z"), new ItemId(id));

    String cursor = "AAAAAGmmzUAdzWUAAAAAAGmk0wAAAAAAbw9sHm8LXFWaVwxKP44tEQ";
    assertThat(Cursor.of(position)).isEqualTo(cursor);
    assertThat(Cursor.parse(cursor)).contains(position);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "@@broken@@",
        "AAAA",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
        "f_____________________________________________________",
        "AAAAAAAAAAD_____AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "AAAAAAAAAAA7msoAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
      })
  void isNoCursor(String text) {
    assertThat(Cursor.parse(text)).isEmpty();
  }
}
