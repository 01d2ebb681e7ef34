package news.rendezvous.item;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import news.rendezvous.item.url.CanonicalUrl;
import news.rendezvous.item.url.LinkHash;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StoryTest {

  private static final String HASH = "0123456789abcdef0123456789abcdef";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          <img src="https://n.example/getUrls?link=#">            | <img src="https://n.example/quay.jpg?a=1&amp;b=2">
          <img alt="Quay" src="http://n.example/a/getUrls?x=1&amp;link=#"> | <img alt="Quay" src="https://n.example/quay.jpg?a=1&amp;b=2">
          <img src="https://n.example/getUrls?link=ffffffffffffffffffffffffffffffff"> | <img src="https://n.example/getUrls?link=ffffffffffffffffffffffffffffffff">
          <a href="https://n.example/getUrls?link=#">Quay</a>     | <a href="https://n.example/quay.jpg?a=1&amp;b=2">Quay</a>
          <img src="https://n.example/$1.jpg">                    | <img src="https://n.example/$1.jpg">
          """)
  void showsThePicturesThatReferencesLeadTo(String before, String after) {
    Story story = Stories.showing(before.replace("#", HASH), null);

    Story pictured = story.picturing(List.of(to("https://n.example/quay.jpg?a=1&b=2")));

    assertThat(pictured.contentHtml()).isEqualTo(after.replace("#", HASH));
    assertThat(pictured.picturing(List.of(to("https://n.example/quay.jpg?a=1&b=2"))))
        .isEqualTo(pictured);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      textBlock =
          """
          -,                                 https://n.example/quay.jpg
          https://n.example/getUrls?link=#,  https://n.example/quay.jpg
          https://n.example/own.jpg,         https://n.example/own.jpg
          """)
  void takesALeadPictureOnlyWhereItHasNone(@Nullable String before, String after) {
    Story story =
        Stories.showing("<p>It sails.</p>", before == null ? null : before.replace("#", HASH));

    assertThat(story.picturing(List.of(to("https://n.example/quay.jpg"))).image()).isEqualTo(after);
  }

  @Test
  void takesNoStoryForAPicture() {
    Related story =
        Related.resolved(new LinkHash(HASH), null, Related.Kind.STORY, urls("https://n.example/a"));

    assertThat(Stories.showing("<p>It sails.</p>", null).picturing(List.of(story)).image())
        .isNull();
  }

  @Test
  void takesEveryFileThatAReferenceLeadsToForAnAttachmentOnce() {
    Attachment own = new Attachment("https://n.example/a.mp3", "audio/mpeg", 7L, 60L, "Horn");
    Story story = Stories.with(own);

    Story pictured =
        story.picturing(
            List.of(
                related(
                    "Quay", Related.Kind.STORY, "https://n.example/q", "https://n.example/q.png"),
                related("Quay", Related.Kind.IMAGE, "https://n.example/getUrls?x=1"),
                related("Ferry", Related.Kind.MEDIA, "https://n.example/f.mp4"),
                related("Horn", Related.Kind.MEDIA, "https://n.example/a.mp3"),
                related("Film", Related.Kind.MEDIA, "https://n.example/film"),
                picture("Map", "https://n.example/map", "image/webp"),
                picture("Plan", "https://n.example/plan", "image/")));

    assertThat(pictured.attachments())
        .containsExactly(
            own,
            new Attachment("https://n.example/q.png", "image/png", null, null, "Quay"),
            new Attachment("https://n.example/getUrls?x=1", "image/*", null, null, null),
            new Attachment("https://n.example/f.mp4", "video/mp4", null, null, null),
            new Attachment(
                "https://n.example/film", "application/octet-stream", null, null, "Film"),
            new Attachment("https://n.example/map", "image/webp", null, null, "Map"),
            new Attachment("https://n.example/plan", "image/*", null, null, "Plan"));
    assertThat(pictured.image()).isEqualTo("https://n.example/getUrls?x=1");
  }

  @Test
  void losesTheFilesThatItsReferencesNoLongerLeadTo() {
    Attachment own = new Attachment("https://n.example/a.mp3", "audio/mpeg", 7L, 60L, "Horn");
    List<Related> before =
        List.of(
            related("Horn", Related.Kind.MEDIA, "https://n.example/a.mp3"),
            related("Quay", Related.Kind.IMAGE, "https://n.example/q.png"));

    assertThat(Stories.with(own).picturing(before).apartFrom(before).attachments())
        .containsExactly(own);
  }

  @Test
  void leadsToThePageThatItsLinkIsAReferenceOf() {
    Story story =
        new StoryMaker()
            .url(CanonicalUrl.of("https://n.example/getUrls?link=" + HASH).orElseThrow())
            .title("Ferry")
            .contentHtml("<p>It sails.</p>")
            .language("en")
            .build();
    Related page =
        Related.resolved(new LinkHash(HASH), null, Related.Kind.SELF, urls("https://n.example/a"));

    assertThat(story.picturing(List.of(page)).url()).hasToString("https://n.example/a");
  }

  private static Related picture(String title, String url, String type) {
    return Related.resolved(
        new LinkHash(HASH),
        title,
        Related.Kind.IMAGE,
        CanonicalUrl.of(url).stream().toList(),
        null,
        type);
  }

  private static Related related(String title, Related.Kind kind, String... urls) {
    return Related.resolved(
        new LinkHash(HASH),
        title,
        kind,
        Stream.of(urls).flatMap(url -> CanonicalUrl.of(url).stream()).toList());
  }

  private static Related to(String url) {
    return Related.resolved(new LinkHash(HASH), "Quay", Related.Kind.IMAGE, urls(url));
  }

  private static List<CanonicalUrl> urls(String url) {
    return CanonicalUrl.of(url).stream().toList();
  }
}
