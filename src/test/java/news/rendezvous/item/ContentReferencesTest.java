package news.rendezvous.item;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import news.rendezvous.item.url.CanonicalUrl;
import news.rendezvous.item.url.LinkHash;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContentReferencesTest {

  private static final LinkHash FIRST = new LinkHash("0123456789abcdef0123456789abcdef");
  private static final LinkHash SECOND = new LinkHash("fedcba9876543210fedcba9876543210");

  private static Related picture(LinkHash link, String url) {
    return Related.resolved(
        link, "The \"quay\"", Related.Kind.IMAGE, CanonicalUrl.of(url).stream().toList());
  }

  private static Related unresolved(LinkHash link) {
    return Related.unresolved(link, "Pier", List.of());
  }

  /** The markup with a picture in place of the bar. */
  private static String pictured(String marked) {
    Related quay = picture(FIRST, "https://n.example/q.jpg?a=1&b=2").at(marked.indexOf('|'));
    return ContentReferences.in(marked.replace("|", ""), List.of(quay));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          |<p>a</p>;                        <p>IMG</p><p>a</p>
          <p>a</p>|<p>b</p>;                <p>a</p><p>IMG</p><p>b</p>
          <p>a</p>|;                        <p>a</p><p>IMG</p>
          <div>|<p>a</p></div>;             <div><p>IMG</p><p>a</p></div>
          <p>a<br>|b</p>;                   <p>a<br>IMG<br>b</p>
          <p>a<br>|</p>;                    <p>a<br>IMG</p>
          """)
  void putsAPictureWhereItsLineStood(String marked, String expected) {
    String img =
        "<img src=\"https://n.example/q.jpg?a&#61;1&amp;b&#61;2\" alt=\"The &quot;quay&quot;\">";

    assertThat(pictured(marked)).isEqualTo(expected.replace("IMG", img));
  }

  @Test
  void putsPicturesOfOnePlaceInTheOrderOfTheirReferences() {
    String html =
        ContentReferences.in(
            "<p>a</p>",
            List.of(
                picture(FIRST, "https://n.example/1.jpg").at(0),
                picture(SECOND, "https://n.example/2.jpg").at(0)));

    assertThat(html.indexOf("1.jpg")).isLessThan(html.indexOf("2.jpg"));
  }

  @Test
  void movesThePlacesOfOthersAlong() {
    String html = "<p>a</p><p>b</p><p>c</p>";
    List<Related> before =
        List.of(unresolved(FIRST).at(8), picture(SECOND, "https://n.example/2.jpg").at(8));
    List<Related> behind =
        List.of(picture(FIRST, "https://n.example/1.jpg").at(8), unresolved(SECOND).at(16));

    assertThat(ContentReferences.placed(html, before))
        .extracting(Related::place)
        .containsExactly(8, null);
    Integer place = ContentReferences.placed(html, behind).get(1).place();
    assertThat(ContentReferences.in(html, behind).substring(place)).isEqualTo("<p>c</p>");
  }

  @Test
  void replacesAnAddressOnceAndNeverWithoutNeed() {
    String address = "https://n.example/getUrls?link=" + FIRST;
    String html = ContentReferences.in("<p>a</p>", List.of(picture(FIRST, address).at(8)));

    assertThat(html).contains("getUrls?link&#61;" + FIRST);
    assertThat(ContentReferences.in(html, List.of(picture(FIRST, address)))).isEqualTo(html);
    assertThat(ContentReferences.in(html, List.of(picture(FIRST, "https://n.example/q.jpg"))))
        .contains("src=\"https://n.example/q.jpg\"");
  }
}
