package news.rendezvous.item.url;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MediaUrlTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          https://x.example/a/1.jpg                                     | /x.example/a/1.jpg
          http://x.example/a/1.JPG?hits=17&w=640#top                    | /x.example/a/1.JPG
          https://x.example/1.mp3?Expires=1767225600&Signature=abc      | /x.example/1.mp3
          https://x.example/strip.php?id=12                             | /x.example/strip.php?id=12
          https://x.example/strip.php?id=12&utm_source=rss&_=1767225600 | /x.example/strip.php?id=12
          https://x.example/image?url=%2Fa.png&w=640&q=75               | /x.example/image?url=%2Fa.png
          https://x.example/image?n=0123456789abcdef0123456789abcdef    | /x.example/image?
          https://x.example/getUrls?link=0123456789abcdef0123456789abcdef | /x.example/getUrls?link=0123456789abcdef0123456789abcdef
          https://x.example/image                                       | /x.example/image
          """)
  void keepsWhatSelectsAFileAndDropsWhatCountsSignsOrScales(String url, String selecting) {
    assertThat(MediaUrl.selecting(url)).isEqualTo('/' + selecting);
  }
}
