package news.rendezvous.item.url;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalUrlTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          HTTP://News.Example.org:80/a/../b/./c?b=2&a=1#top   | http://news.example.org/b/c?b=2&a=1
          https://news.example.org/%7Eann/%c3%a9%2fb          | https://news.example.org/~ann/%C3%A9%2Fb
          https://news.example.org/?q=%d1%8f&r=a%2db          | https://news.example.org/?q=%D1%8F&r=a-b
          https://news.example.org/index.php#110806           | https://news.example.org/index.php#110806
          https://news.example.org/27#a:~:text=a,b            | https://news.example.org/27#a
          https://news.example.org/27#:~:text=harbour         | https://news.example.org/27
          https://news.example.org/27#xtor=RSS-1              | https://news.example.org/27
          https://news.example.org/27#utm_source=feed         | https://news.example.org/27
          https://news.example.org/27#at_medium=rss           | https://news.example.org/27
          https://news.example.org/27#ref=rss                 | https://news.example.org/27
          https://news.example.org/27#                        | https://news.example.org/27
          https://news.example.org/27#topic                   | https://news.example.org/27#topic
          https://news.example.org                            | https://news.example.org/
          https://news.example.org/?p=123                     | https://news.example.org/?p=123
          https://news.example.org/a?utm_source=rss           | https://news.example.org/a
          https://news.example.org/a?UTM_Medium=x&id=7&fbclid | https://news.example.org/a?id=7
          https://news.example.org/a?                         | https://news.example.org/a
          https://news.example.org/a?b='c'                    | https://news.example.org/a?b=%27c%27
          https://news.example.org/a?%75tm_source=rss&&b      | https://news.example.org/a?&b
          https://news.example.org/a/..?utm_id=1#part         | https://news.example.org/#part
          https://news.example.org/a?b=me@c.example           | https://news.example.org/a?b=me@c.example
          http://127.0.0.1/a                                  | http://127.0.0.1/a
          http://under_score.example/a                        | http://under_score.example/a
          https://news.example.org/a//b                       | https://news.example.org/a//b
          https://news.example.org/a;v=1/                     | https://news.example.org/a;v=1/
          https://bücher.example/straße                       | https://xn--bcher-kva.example/stra%C3%9Fe
          https://news.example.org:443/a/%2e%2e/b             | https://news.example.org/b
          https://news.example.org/story one.html             | https://news.example.org/story%20one.html
          http://[::1]:8080/a                                 | http://[::1]:8080/a
          https://user:secret@news.example.org/a              | https://news.example.org/a
          """)
  void spellsAUrlInOneWay(String url, String expected) {
    assertThat(CanonicalUrl.of(url)).map(CanonicalUrl::toString).contains(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "javascript:alert(1)",
        " java\nscript:alert(1)",
        "data:text/html,x",
        "file:///etc/hostname",
        "mailto:a@example.org",
        "urn:uuid:1",
        "story.html",
        "http://exa mple/",
        "",
      })
  void isNothingElseThanHttp(String url) {
    assertThat(CanonicalUrl.of(url)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          more.html,             https://news.example.org/city/more.html
          /more.html#part,       https://news.example.org/more.html#part
          //img.example.org/a,   https://img.example.org/a
          /a/../b,               https://news.example.org/b
          /,                     https://news.example.org/
          ?page=2,               https://news.example.org/city/?page=2
          https://x.example/a b, https://x.example/a%20b
          """)
  void makesReferencesAbsoluteAndKeepsTheirFragment(String url, String expected) {
    assertThat(CanonicalUrl.resolve(url, "https://news.example.org/city/")).contains(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "java script:alert(1)",
        "java\u200bscript:alert(1)",
        "java\u0000script:alert(1)",
        "java\nscript:alert(1)",
        "\u0001data:text/html,x",
        "Vb\u00a0Script:x"
      })
  void takesNoDisguisedSchemeForARelativePath(String url) {
    assertThat(CanonicalUrl.resolve(url, "https://news.example.org/city/")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          https://user:secret@x.example/a#b  | https://x.example/a#b
          http://user@x.example:8080/?a=b@c  | http://x.example:8080/?a=b@c
          //user:secret@x.example/a          | https://x.example/a
          https:user:s@cret@x.example/a      | https://x.example/a
          /@user/a                           | https://news.example.org/@user/a
          """)
  void publishesNoUserInfo(String url, String expected) {
    assertThat(CanonicalUrl.resolve(url, "https://me:secret@news.example.org/city/"))
        .contains(expected);
    assertThat(CanonicalUrl.file(url, "https://me:secret@news.example.org/city/"))
        .contains(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          http://user:secret@x.example/1     | http://x.example/1
          HTTP:\\user:s@cret@x.example/1     | HTTP:\\x.example/1
          https:user@x.example/1             | https:x.example/1
          ftp://user:secret@x.example/1      | ftp://x.example/1
          feed:https://user@x.example/1      | feed:https://x.example/1
          http://x.example/@user?mail=a@b    | http://x.example/@user?mail=a@b
          tag:user@x.example,2026:1          | tag:user@x.example,2026:1
          urn:user@x.example                 | urn:user@x.example
          mailto:user@x.example              | mailto:user@x.example
          1@x.example                        | 1@x.example
          """)
  void takesUserInfoOutOfUrlsAlone(String text, String expected) {
    assertThat(CanonicalUrl.withoutUserInfo(text)).isEqualTo(expected);
  }

  // WHATWG URL, "percent-encoded bytes": the sets of path, query and fragment.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          https://x.example/a<b>"c`d e{f}      | https://x.example/a%3Cb%3E%22c%60d%20e%7Bf%7D
          https://x.example/?a<b>"c'd e        | https://x.example/?a%3Cb%3E%22c%27d%20e
          https://x.example/?a`b               | https://x.example/?a%60b
          https://x.example/#a<b>"c`d e        | https://x.example/#a%3Cb%3E%22c%60d%20e
          https://x.example/#часть             | https://x.example/#%D1%87%D0%B0%D1%81%D1%82%D1%8C
          https://x.example/#      | https://x.example/#%01%7F
          https://x.example/?a=100%            | https://x.example/?a=100%
          https://x.example/50%/%zz%41#%       | https://x.example/50%/%zz%41#%
          https://x.example/%3cb%3E?%22#%60    | https://x.example/%3cb%3E?%22#%60
          https://bücher.example/%             | https://xn--bcher-kva.example/%
          https://u<r:p@x.example/             | https://x.example/
          """)
  void percentEncodesAsTheUrlStandardDoes(String url, String expected) {
    assertThat(CanonicalUrl.resolve(url, null)).contains(expected);
    assertThat(CanonicalUrl.resolve(expected, null)).contains(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          magnet:?xt=urn:btih:0a&dn=A "b"  | magnet:?xt=urn:btih:0a&dn=A%20%22b%22
          MAGNET:?xt=<x>                   | magnet:?xt=%3Cx%3E
          a b.mp3                          | https://x.example/a%20b.mp3
          """)
  void aFileMayBeAMagnetLink(String url, String expected) {
    assertThat(CanonicalUrl.file(url, "https://x.example/")).contains(expected);
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          https://news.example.org/,       false
          https://news.example.org/?p=1,   true
          https://news.example.org/a,      true
          """)
  void knowsAHomePage(String url, boolean hasPath) {
    assertThat(CanonicalUrl.of(url)).map(CanonicalUrl::hasPath).contains(hasPath);
  }
}
