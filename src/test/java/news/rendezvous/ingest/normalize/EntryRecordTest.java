package news.rendezvous.ingest.normalize;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import news.rendezvous.ingest.dialect.EntryBody;
import news.rendezvous.ingest.parse.entry.EntryDate;
import news.rendezvous.ingest.parse.entry.EntryMedia;
import news.rendezvous.ingest.parse.entry.Markup;
import news.rendezvous.ingest.parse.entry.ParsedEntry;
import news.rendezvous.item.Episode;
import news.rendezvous.item.Json;
import org.junit.jupiter.api.Test;

/**
 * The record of an entry to the byte. Its aliases, fingerprint and sketch are compared with those
 * that earlier versions have stored: where they change, stories are published twice.
 */
class EntryRecordTest {

  private static final String TEXT =
      "The harbour of Norwick opened at 9:30 on Friday after 1,250 days of repairs. Ines Falk, who"
          + " led the work, said that no ferry would sail before Sunday evening, because the tide"
          + " gates still have to be tested one by one.";

  @Test
  void ofAnEntryWithEverything() {
    ParsedEntry entry =
        new ParsedEntry(
            "https://harbour.example/?p=7",
            ParsedEntries.LINK,
            null,
            null,
            new Markup("Ferry &amp; quay", true),
            new Markup(TEXT, true),
            new Markup("Sails", false),
            EntryDate.parse("2026-03-03T10:00:00Z"),
            EntryDate.parse("2026-03-03T11:00:00Z"),
            List.of("Li Na"),
            List.of("ships"),
            "en",
            new EntryMedia(
                "https://harbour.example/lead.jpg",
                null,
                List.of(),
                List.of(
                    new EntryMedia.Enclosure(
                        "https://harbour.example/1.mp3", "audio/mpeg", 7L, 60L, null)),
                new Episode(2, 7, "full", false)),
            "Quay Courier");

    assertThat(json(entry, ParsedEntries.html("<p>" + TEXT + "</p>")))
        .isEqualTo(
            """
            {"type":"entry","edition":"en","source":{"id":"harbour","title":"The Harbour","url":"https://harbour.example/feed"},\
            "guid":"https://harbour.example/?p=7","seen":"2026-06-01T00:00:00.123Z","first_poll":false,\
            "aliases":[{"match":"guid","key":"own:harbour:https://harbour.example/?p=7"},\
            {"match":"guid","key":"site:harbour:/?p=7"},{"match":"url","key":"harbour.example/city/ferry.html"},\
            {"match":"content","key":"any:760b0bdd2297d5ab119a5b9aad0fcbf6"}],"fingerprint":"0179e5aeef234bea5a82305a6382fa60",\
            "sketch":"z3eoiXcZetKkk0HHCSAE6gydGaVSTNP4ZE5UOxi_ v..Js.qh......l..N.3..r.FyH..hG.fz.1O....J...t....Y..Oj.DO....X_ 41 c dHge W7f1pTuN",\
            "story":{"url":"https://harbour.example/city/ferry.html","title":"Ferry & quay","content_html":"<p>%s</p>",\
            "summary":"Sails","image":"https://harbour.example/lead.jpg",\
            "attachments":[{"url":"https://harbour.example/1.mp3","mime_type":"audio/mpeg","size_in_bytes":7,"duration_in_seconds":60}],\
            "date_published":"2026-03-03T10:00:00Z","date_modified":"2026-03-03T11:00:00Z","authors":[{"name":"Li Na"}],\
            "tags":["ships"],"language":"en"},"publisher":"Quay Courier",\
            "itunes":{"season":2,"episode":7,"episode_type":"full","explicit":false}}"""
                .formatted(TEXT));
  }

  @Test
  void ofAnEntryWithTextOnly() {
    assertThat(json(ParsedEntries.entry(null, null, null), ParsedEntries.text("渡輪今晚啟航。")))
        .isEqualTo(
            """
            {"type":"entry","edition":"en","source":{"id":"harbour","title":"The Harbour","url":"https://harbour.example/feed"},\
            "seen":"2026-06-01T00:00:00.123Z","first_poll":false,\
            "aliases":[{"match":"content","key":"own:harbour:7b6d64ef86c40f62153709b6c9a48ef7"},\
            {"match":"content","key":"own:harbour:7b6d64ef86c40f62153709b6c9a48ef7 null"}],\
            "fingerprint":"88d404d194d65e3d3ce417a5a6e03927","story":{"content_text":"渡輪今晚啟航。","language":"zh-CN"}}""");
  }

  private static String json(ParsedEntry entry, EntryBody body) {
    return new String(Json.encode(ParsedEntries.normalize(entry, body)), UTF_8);
  }
}
