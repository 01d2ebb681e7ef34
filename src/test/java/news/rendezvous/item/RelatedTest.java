package news.rendezvous.item;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.stream.Stream;
import news.rendezvous.item.url.CanonicalUrl;
import news.rendezvous.item.url.LinkHash;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RelatedTest {

  private static final LinkHash LINK = new LinkHash("0123456789abcdef0123456789abcdef");
  private static final List<CanonicalUrl> URLS =
      CanonicalUrl.of("https://news.example.org:8443/quay#c1").stream().toList();

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      delimiter = '|',
      textBlock =
          """
          The quay     | Ferry news | The quay held | The quay page | The quay
          -            | Ferry news | The quay held | The quay page | The quay held
          Ferry news   | Ferry news | The quay held | The quay page | The quay held
          “Ferry”:news | Ferry news | -             | The quay page | The quay page
          Ferry news   | Ferry news | Ferry News    | ferry news    | news.example.org
          Ferry news   | Ferry news | -             | -             | news.example.org
          Ferry news   | -          | -             | -             | Ferry news
          """)
  void isNamedByWhatItLeadsToWhereItOnlyRepeatsItsStory(
      @Nullable String title,
      @Nullable String story,
      @Nullable String held,
      @Nullable String page,
      String expected) {
    Related related = Related.resolved(LINK, title, Related.Kind.STORY, URLS, page, null);

    Related named = related.named(story, held);

    assertThat(named.title()).isEqualTo(expected);
    assertThat(named.pageTitle()).isNull();
    assertThat(named.named(story, null).title()).as("settled").isEqualTo(expected);
  }

  @Test
  void hasATitleThatDoesNothing() {
    Related related =
        Related.resolved(LINK, "Quay <img src=x onerror=alert(1)>", Related.Kind.STORY, URLS);

    assertThat(related.title()).isEqualTo("Quay \uFF1Cimg src=x onerror=alert(1)>");
  }

  @Test
  void isLoadedFromItsFileAndOpenedAtItsPage() {
    List<CanonicalUrl> urls =
        Stream.of("https://a.example/film", "https://a.example/film.mp4")
            .flatMap(url -> CanonicalUrl.of(url).stream())
            .toList();
    Related film = Related.resolved(LINK, "Film", Related.Kind.STORY, urls);

    assertThat(film.source()).isEqualTo("https://a.example/film.mp4");
    assertThat(film.page()).isEqualTo("https://a.example/film");
  }

  @Test
  void keepsTheTitleOfAPictureWhichIsItsAlternativeText() {
    Related picture = Related.resolved(LINK, "Ferry", Related.Kind.IMAGE, URLS);

    assertThat(picture.named("Ferry", null)).isEqualTo(picture);
  }

  @Test
  void remembersItsNameWhileItsEndPointIsDown() {
    Related known = Related.resolved(LINK, "The quay", Related.Kind.STORY, URLS);
    Related down = Related.unresolved(LINK, "Ferry", List.of(URI.create("https://a.example/")));

    assertThat(Related.recalling(List.of(down), List.of(known), "Ferry")).containsExactly(known);
  }
}
