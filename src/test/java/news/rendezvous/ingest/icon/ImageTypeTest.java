package news.rendezvous.ingest.icon;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageTypeTest {

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      textBlock =
          """
          89504e470d0a1a0a0000000d49484452, image/png
          00000100010010100000,             image/x-icon
          474946383961,                     image/gif
          474946383761,                     image/gif
          ffd8ffe000104a464946,             image/jpeg
          524946462400000057454250,         image/webp
          524946462400000057415645,         -
          52494646,                         -
          89504e47,                         -
          424d,                             -
          3c737667,                         -
          '',                               -
          """)
  void isKnownByItsMagicBytes(String hex, @Nullable String mediaType) {
    assertThat(ImageType.of(HexFormat.of().parseHex(hex)).map(ImageType::mediaType).orElse(null))
        .isEqualTo(mediaType);
  }

  @ParameterizedTest
  @CsvSource({"<svg>", "<!DOCTYPE html>", "%PDF-1.7"})
  void isNoDocument(String text) {
    assertThat(ImageType.of(text.getBytes(ISO_8859_1))).isEmpty();
  }
}
