package news.rendezvous.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import news.rendezvous.web.HttpDates;
import org.junit.jupiter.api.Test;

class DatedHeadTest {

  private static final String HEAD =
      "HTTP/1.1 200 OK\r\nVary: Date: x\r\nDate: %s\r\nETag: \"a\"\r\n\r\n";
  private static final String EPOCH = "Thu, 01 Jan 1970 00:00:00 GMT";

  private Instant now = Instant.parse("2026-11-28T09:59:59.999Z");

  private final DatedHead head =
      DatedHead.of(bytes(HEAD.formatted(EPOCH)), HttpDates.of(() -> now)).orElseThrow();

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  @Test
  void hasTheDateOfNow() {
    assertThat(head.bytes()).isEqualTo(bytes(HEAD.formatted("Sat, 28 Nov 2026 09:59:59 GMT")));
  }

  @Test
  void hasAnotherInTheNextSecondAndLeavesWhatIsBeingSent() {
    byte[] sent = head.bytes();

    now = now.plusMillis(1);

    assertThat(head.bytes()).isEqualTo(bytes(HEAD.formatted("Sat, 28 Nov 2026 10:00:00 GMT")));
    assertThat(sent).isEqualTo(bytes(HEAD.formatted("Sat, 28 Nov 2026 09:59:59 GMT")));
  }

  @Test
  void isMadeOnceASecond() {
    assertThat(head.bytes()).isSameAs(head.bytes());
  }

  @Test
  void isNoneWithoutADate() {
    assertThat(DatedHead.of(bytes("HTTP/1.1 200 OK\r\n\r\n"), HttpDates.of(() -> now))).isEmpty();
  }
}
