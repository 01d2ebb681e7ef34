package news.rendezvous.serve.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.aayushatharva.brotli4j.decoder.Decoder;
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

class ContentCodingTest {

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
          *                        | BR
          gzip, deflate, br, zstd  | BR
          br;q=0.9, gzip           | GZIP
          br;q=0, *                | GZIP
          *;q=0                    | IDENTITY
          identity;q=0             | IDENTITY
          *, gzip;q=0              | BR
          *, gzip;q=0, br;q=0      | IDENTITY
          gzip;q=nonsense          | GZIP
          """)
  void isTheOneThatTheClientPrefers(@Nullable String header, ContentCoding preferred) {
    assertThat(ContentCoding.preferred(Stream.ofNullable(header).toList())).isEqualTo(preferred);
  }

  @Test
  void readsAHeaderInSeveralLines() {
    assertThat(ContentCoding.preferred(List.of("deflate", "gzip"))).isEqualTo(ContentCoding.GZIP);
  }

  @Test
  void givesBackWhatWasCoded() throws IOException {
    byte[] plain = "ferry ".repeat(100).getBytes(StandardCharsets.UTF_8);

    byte[] gzip = ContentCoding.GZIP.encode(plain);
    byte[] brotli = ContentCoding.BR.encode(plain);

    assertThat(gzip).hasSizeLessThan(100);
    assertThat(new GZIPInputStream(new ByteArrayInputStream(gzip)).readAllBytes()).isEqualTo(plain);
    assertThat(brotli).hasSizeLessThan(50);
    assertThat(Decoder.decompress(brotli).getDecompressedData()).isEqualTo(plain);
  }
}
