package news.rendezvous.serve;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdleHeadersTest {

  private final IdleHeaders idle = new IdleHeaders(false);

  /** Lines end at the bars. */
  private static ByteBuf request(String lines) {
    return Unpooled.copiedBuffer(lines.replace("|", "\r\n"), ISO_8859_1);
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          GET / HTTP/1.1|Host: a|X-Real-IP: b||,                         GET / HTTP/1.1|Host: a||
          GET / HTTP/1.1|X-Real-IP: b|Host: a||,                         GET / HTTP/1.1|Host: a||
          GET / HTTP/1.1|X-REAL-ip:b|Host: a|via: 1.1 x|Accept: */*||,   GET / HTTP/1.1|Host: a|Accept: */*||
          GET / HTTP/1.1|X-Forwarded-Proto: https|X-Forwarded-For: a||,  GET / HTTP/1.1||
          """)
  void areLeftOut(String request, String left) {
    assertThat(idle.without(request(request))).isEqualTo(request(left));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET / HTTP/1.1|Host: a||",
        "GET / HTTP/1.1|Host: a|X-Real-IP : b||",
        "GET / HTTP/1.1|Host: a|X-Real-IP||",
        "GET / HTTP/1.1|Host: a|X-Real-IP: b\u0000||",
        "GET / HTTP/1.1|Host: a|X-Real-IP: b\rHost: c||",
        "GET / HTTP/1.1|Host: a|X-Real-IP: b\nHost: c||",
        "GET / HTTP/1.1|Host: a||X-Real-IP: b|",
        "GET / HTTP/1.1|Host: a|X-Real-IP: b||GET / HTTP/1.1|Host: a||",
        "GET / HTTP/1.1|Host: a|X-Real-IP: b|",
        "GET / HTTP/1.1|Host: a|X-Real-IP: b",
        "GET / HTTP/1.1\n|Host: a|X-Real-IP: b||",
        "X-Real-IP: b||",
        "X-Real-IP: b",
        "||",
        ""
      })
  void stayWhereTheyMayBeMore(String request) {
    ByteBuf bytes = request(request);

    assertThat(idle.without(bytes)).isSameAs(bytes);
  }

  @Test
  void leaveBehindALineThatWentOn() {
    ByteBuf left = idle.without(request("GET / HTTP/1.1|X-Real-IP: b| Host: a||"));

    assertThat(left).isEqualTo(request("GET / HTTP/1.1| Host: a||"));
  }

  @Test
  void stayWhereAProxyIsBelieved() {
    IdleHeaders believed = new IdleHeaders(true);
    String request = "GET / HTTP/1.1|Host: a|X-Forwarded-Host: b|X-Forwarded-For: c||";

    assertThat(believed.without(request(request)))
        .isEqualTo(request("GET / HTTP/1.1|Host: a|X-Forwarded-Host: b||"));
  }
}
