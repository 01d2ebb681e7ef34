package news.rendezvous.item;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import news.rendezvous.item.Alias.Match;
import news.rendezvous.item.NewsItem.Duplicate;
import news.rendezvous.item.Story.Author;
import news.rendezvous.item.url.CanonicalUrl;
import news.rendezvous.item.url.LinkHash;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

  /** An item of the items topic with every member that there is. */
  @Test
  void isStoredAsThisJson() throws IOException {
    String json =
        """
        {"id":"urn:uuid:6f0f6c1e-6f0b-5c55-9a57-0c4a3f8e2d11","url":"https://quay.example/1","title":"Ferry",\
        "content_html":"<p>It sails.</p>","content_text":"It sails.","summary":"Sails","image":"https://quay.example/1.jpg",\
        "attachments":[{"url":"https://quay.example/1.mp3","mime_type":"audio/mpeg","size_in_bytes":7,"duration_in_seconds":60,"title":"Sound"}],\
        "date_published":"2026-03-03T09:00:00Z","date_modified":"2026-03-03T09:30:00Z","authors":[{"name":"Li Na"}],\
        "tags":["ships"],"language":"en","_rendezvous":{"edition":"en",\
        "source":{"id":"quay","title":"Quay","url":"https://quay.example/feed"},"guid":"1","revision":2,\
        "first_seen":"2026-03-03T10:00:00.123Z","timeline":"2026-03-03T09:00:00Z","publisher":"Quay Courier",\
        "itunes":{"season":2,"episode":7,"episode_type":"full","explicit":false},\
        "related":[{"link":"0123456789abcdef0123456789abcdef","title":"Pier","kind":"image","urls":["https://pier.example/2.jpg"]},\
        {"link":"f123456789abcdef0123456789abcdef","kind":"media","urls":["https://pier.example/2.mp3"]}],\
        "duplicates":[{"source":"pier","url":"https://pier.example/1","guid":"7","match":"near","seen":"2026-03-03T11:00:00Z"}],\
        "duplicate_count":1}}""";

    NewsItem item = Json.decode(json.getBytes(StandardCharsets.UTF_8), NewsItem.class);

    assertThat(new String(Json.encode(item), StandardCharsets.UTF_8)).isEqualTo(json);
  }

  /** Ids are the keys of records and name items in feeds: they must never change. */
  @ParameterizedTest
  @CsvSource({
    "GUID, own:quay:1, urn:uuid:f9feac24-89e6-5cc3-9e36-03069186e7ee",
    "URL, quay.example/1, urn:uuid:8f249bc4-dc0e-58ab-8c7d-a6cf1b9afa6c",
    "CONTENT, any:ab, urn:uuid:48f57d05-395d-5ccf-bb0d-f2483e50b22d",
    "NEAR, ab, urn:uuid:b28e46d3-5955-5e79-b37b-511e5b794bf9"
  })
  void hasThisId(Match match, String key, String id) {
    assertThat(ItemId.of("en", new Alias(match, key))).hasToString(id);
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
