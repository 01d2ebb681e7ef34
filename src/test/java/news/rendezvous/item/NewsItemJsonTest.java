package news.rendezvous.item;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class NewsItemJsonTest {

  private static final LinkHash LINK = new LinkHash("0123456789abcdef0123456789abcdef");

  @Test
  void isAJsonFeedItemWithTheExtension() throws IOException {
    NewsItem item = item();

    byte[] json = Json.encode(item);

    assertThat(new String(json, StandardCharsets.UTF_8))
        .isEqualTo(
            """
            {"id":"%s","url":"https://news.example.org/a","title":"Ferry","content_text":"It sails.",\
            "attachments":[{"url":"https://news.example.org/a.mp3","mime_type":"audio/mpeg","size_in_bytes":7}],\
            "date_published":"2026-03-03T10:00:00Z","authors":[{"name":"Li Na"}],\
            "_rendezvous":{"edition":"en","source":{"id":"harbour","url":"https://news.example.org/feed"},"revision":2,\
            "first_seen":"2026-03-03T10:01:00.123Z","timeline":"2026-03-03T10:00:00Z",\
            "itunes":{"season":2,"episode":7,"episode_type":"full","explicit":false},\
            "related":[{"link":"0123456789abcdef0123456789abcdef","kind":"unresolved","addresses":["https://news.example.org/getUrls?x=1&link=0123456789abcdef0123456789abcdef"]}],\
            "duplicates":[{"source":"canal","match":"url","seen":"2026-03-03T11:00:00Z"}],"duplicate_count":1}}"""
                .formatted(item.id()));
    assertThat(Json.decode(json, NewsItem.class)).isEqualTo(item);
  }

  private static NewsItem item() {
    Story story =
        new StoryMaker()
            .url(CanonicalUrl.of("https://news.example.org/a").orElseThrow())
            .title("Ferry")
            .contentText("It sails.")
            .attachments(
                List.of(
                    new Attachment("https://news.example.org/a.mp3", "audio/mpeg", 7L, null, null)))
            .datePublished(Instant.parse("2026-03-03T10:00:00Z"))
            .authors(List.of(new Author("Li Na")))
            .build();
    Duplicate duplicate =
        new Duplicate("canal", null, null, Match.URL, Instant.parse("2026-03-03T11:00:00Z"));
    return new NewsItem(
        ItemId.of("en", new Alias(Match.GUID, "a")),
        story,
        new NewsItem.Extension(
            "en",
            new SourceRef("harbour", null, "https://news.example.org/feed"),
            null,
            2,
            Instant.parse("2026-03-03T10:01:00.123Z"),
            Instant.parse("2026-03-03T10:00:00Z"),
            null,
            new Episode(2, 7, "full", false),
            List.of(
                Related.unresolved(
                    LINK,
                    null,
                    List.of(URI.create("https://news.example.org/getUrls?x=1&link=" + LINK)))),
            List.of(duplicate),
            1));
  }
}
