package news.rendezvous.ingest.parse.feed;

import static news.rendezvous.ingest.parse.SampleDocuments.feed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Instant;
import java.util.List;
import news.rendezvous.ingest.parse.SampleDocuments;
import news.rendezvous.ingest.parse.entry.EntryDate;
import news.rendezvous.ingest.parse.entry.EntryMedia;
import news.rendezvous.ingest.parse.entry.EntryMedia.Enclosure;
import news.rendezvous.ingest.parse.entry.Markup;
import news.rendezvous.ingest.parse.entry.ParsedDocument;
import news.rendezvous.ingest.parse.entry.ParsedEntry;
import org.junit.jupiter.api.Test;

class JsonFeedReaderTest {

  @Test
  void readsVersionOnePointOne() {
    ParsedDocument.Feed feed =
        feed(
            """
            \uFEFF{"version":"https://jsonfeed.org/version/1.1","title":"Harbour <news>",
             "home_page_url":"https://harbour.example/","icon":"/i.png","language":"en",
             "authors":[{"name":"The Harbour"}],
             "items":[{"id":"1","id":7,"url":"/7","title":"Tide","content_html":"<p>Long</p>",
               "summary":"Short","image":"/7.png","date_published":"2026-03-03T10:00:00+01:00",
               "tags":["Sea",null],"attachments":[{"url":"/7.mp3","mime_type":"audio/mpeg",
               "size_in_bytes":5,"duration_in_seconds":6}]}]}
            """);

    assertThat(feed.info().title()).isEqualTo(new Markup("Harbour <news>", false));
    assertThat(feed.info().icon()).isEqualTo("https://harbour.example/i.png");
    assertThat(feed.entries())
        .containsExactly(
            new ParsedEntry(
                "7",
                "https://harbour.example/7",
                null,
                "https://harbour.example/7",
                new Markup("Tide", false),
                new Markup("<p>Long</p>", true),
                new Markup("Short", false),
                new EntryDate.Exact(Instant.parse("2026-03-03T09:00:00Z")),
                null,
                List.of("The Harbour"),
                List.of("Sea"),
                null,
                new EntryMedia(
                    "https://harbour.example/7.png",
                    null,
                    List.of(),
                    List.of(
                        new Enclosure("https://harbour.example/7.mp3", "audio/mpeg", 5L, 6L, null)),
                    null),
                null));
  }

  @Test
  void readsVariantsOfAuthorsAndTags() {
    String feed =
        """
        {"version":"https://jsonfeed.org/version/1.1","title":"a\tb\u0001","items":[
        {"id":"1","content_text":"one\ttwo","authors":{"name":"Li Na"},"tags":"Sea, Port"},
        {"id":"2","content_text":"w","authors":["Ma Li",{"name":"Ines"}],"tags":["Sky"]},
        {"id":"3","content_text":"w","author":"Ann"}]}""";

    assertThat(SampleDocuments.feed(feed).entries())
        .extracting(ParsedEntry::authors, ParsedEntry::tags)
        .containsExactly(
            tuple(List.of("Li Na"), List.of("Sea", "Port")),
            tuple(List.of("Ma Li", "Ines"), List.of("Sky")),
            tuple(List.of("Ann"), List.of()));
  }

  @Test
  void readsVersionOnePointZero() {
    ParsedDocument.Feed feed =
        feed(
            """
            {"version":"https://jsonfeed.org/version/1","items":[
              {"id":"a","content_text":"1 < 2","author":{"name":"Li Na"}},{"id":"b"},"no item"]}
            """);

    assertThat(feed.entries()).extracting(ParsedEntry::guid).containsExactly("a", "b");
    assertThat(feed.entries().get(0).content()).isEqualTo(new Markup("1 < 2", false));
    assertThat(feed.entries().get(0).authors()).containsExactly("Li Na");
  }
}
