package news.rendezvous.serve.page;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import news.rendezvous.item.Alias;
import news.rendezvous.item.Alias.Match;
import news.rendezvous.item.Attachment;
import news.rendezvous.item.ItemId;
import news.rendezvous.item.NewsItem;
import news.rendezvous.item.NewsItem.Duplicate;
import news.rendezvous.item.Related;
import news.rendezvous.item.SourceRef;
import news.rendezvous.item.Story;
import news.rendezvous.item.Story.Author;
import news.rendezvous.item.StoryMaker;
import news.rendezvous.item.url.CanonicalUrl;
import news.rendezvous.item.url.LinkHash;
import org.jspecify.annotations.Nullable;

/** Items for the tests of the pages. */
final class TestStories {

  private static final Instant NOON = Instant.parse("2026-03-03T12:00:00Z");

  private TestStories() {}

  /** A story with a title and a text, that many minutes older than noon. */
  static NewsItem plain(String source, int minutes, String title) {
    return item(source, minutes, story(title, null, "The tide turned at " + minutes + ".", "en"));
  }

  static Story story(String title, @Nullable String html, @Nullable String text, String language) {
    return new StoryMaker()
        .url(
            CanonicalUrl.of("https://quay.example.org/" + Math.abs(title.hashCode())).orElseThrow())
        .title(title)
        .contentHtml(html)
        .contentText(text)
        .language(language)
        .build();
  }

  static NewsItem item(String source, int minutes, Story story) {
    return item(source, minutes, story, List.of(), List.of());
  }

  private static NewsItem item(
      String source, int minutes, Story story, List<Related> related, List<Duplicate> others) {
    Instant time = NOON.minusSeconds(minutes * 60L);
    return new NewsItem(
        ItemId.of("page", new Alias(Match.GUID, source + minutes)),
        story,
        new NewsItem.Extension(
            "page",
            new SourceRef(source, "The " + source, "https://quay.example.org/feed?key=secret"),
            null,
            3,
            time,
            time,
            "Quayside Press",
            null,
            related,
            others,
            others.isEmpty() ? null : 9));
  }

  /** A story with all parts that a page shows, and a reference to another. */
  static NewsItem rich(String source, NewsItem other) {
    Story story =
        new StoryMaker()
            .url(CanonicalUrl.of("https://quay.example.org/rich").orElseThrow())
            .title("The crane & the gull")
            .contentHtml("<h1>A nest</h1><p>It was <em>found</em> at dawn.</p>")
            .contentText("A nest. It was found at dawn.")
            .summary("A gull nests on the crane.")
            .image("https://quay.example.org/gull.jpg")
            .attachments(
                List.of(
                    new Attachment(
                        "https://quay.example.org/a.mp3", "audio/mpeg", 7_000_000L, 65L, null)))
            .datePublished(Instant.parse("2026-03-03T09:08:07Z"))
            .dateModified(Instant.parse("2026-03-03T10:00:00Z"))
            .authors(List.of(new Author("Ines Falk")))
            .tags(List.of("Birds & cranes"))
            .language("en-GB")
            .build();
    Related held =
        Related.resolved(hash('1'), "The older nest", Related.Kind.STORY, url("/older"))
            .heldAs(other.id());
    Related elsewhere = Related.resolved(hash('2'), null, Related.Kind.STORY, url("/elsewhere"));
    Related unknown = Related.unresolved(hash('3'), "Nowhere yet", List.of());
    Duplicate carried =
        new Duplicate(
            source + "-wire",
            CanonicalUrl.of("https://wire.example.org/gull").orElseThrow(),
            null,
            Match.NEAR,
            NOON);
    return item(source, 170, story, List.of(held, elsewhere, unknown), List.of(carried));
  }

  /** A story with pictures in and below its content, and audio. */
  static NewsItem illustrated(String source, NewsItem... referred) {
    Story story =
        story(
            "码头启用",
            "<p>　　码头启用。船到了。</p><p><img src=\"https://quay.example.org/in.jpg?w=9\" alt=\"清晨\">"
                + "<img src=\"https://quay.example.org/getUrls?link=00000000000000000000000000000001\" alt=\"船\"></p>",
            null,
            "zh-CN");
    List<Related> related = new ArrayList<>();
    related.add(related('1', "清晨", Related.Kind.IMAGE, "/in.jpg"));
    related.add(
        related('2', "吊机", Related.Kind.IMAGE, "/getUrls?link=00000000000000000000000000000002"));
    related.add(related('3', "汽笛", Related.Kind.MEDIA, "/horn.mp3"));
    related.add(related('4', "码头启用", Related.Kind.SELF, "/self"));
    Stream.of(referred)
        .map(other -> related('5', "码头启用", Related.Kind.STORY, "/pilot").heldAs(other.id()))
        .forEach(related::add);
    return item(source, 9, story.picturing(related), related, List.of());
  }

  private static Related related(char digit, String title, Related.Kind kind, String path) {
    return Related.resolved(hash(digit), title, kind, url(path));
  }

  private static List<CanonicalUrl> url(String path) {
    return List.of(CanonicalUrl.of("https://quay.example.org" + path).orElseThrow());
  }

  private static LinkHash hash(char digit) {
    return new LinkHash(String.valueOf(digit).repeat(32));
  }
}
