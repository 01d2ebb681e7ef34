package news.rendezvous.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CodingTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
                                   | IDENTITY
          ''                       | IDENTITY
          gzip                     | GZIP
          GZIP                     | GZIP
          x-gzip                   | GZIP
          gzip;q=0.1               | GZIP
          gzip; q=0                | IDENTITY
          gzip;q=0.000             | IDENTITY
          gzip;q=0.5, identity     | IDENTITY
          identity;q=0.5, gzip     | GZIP
          zstd, deflate            | IDENTITY
          *                        | GZIP
          *;q=0                    | IDENTITY
          identity;q=0             | IDENTITY
          *, gzip;q=0              | IDENTITY
          gzip;q=nonsense          | IDENTITY
          """)
  void isTheOneThatTheClientPrefers(@Nullable String header, Coding preferred) {
    assertThat(Coding.preferred(Stream.ofNullable(header).toList())).isEqualTo(preferred);
  }

  @Test
  void readsAHeaderInSeveralLines() {
    assertThat(Coding.preferred(List.of("deflate", "gzip"))).isEqualTo(Coding.GZIP);
  }

  @Test
  void givesBackWhatWasCoded() throws IOException {
    byte[] plain = "ferry ".repeat(100).getBytes(StandardCharsets.UTF_8);

    byte[] coded = Coding.GZIP.encode(plain);

    assertThat(coded).hasSizeLessThan(100);
    assertThat(new GZIPInputStream(new ByteArrayInputStream(coded)).readAllBytes())
        .isEqualTo(plain);
  }
}
