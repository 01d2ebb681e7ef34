package news.rendezvous.ingest.parse;

import static org.assertj.core.api.Assertions.assertThat;

import news.rendezvous.ingest.parse.entry.EntryMedia;
import news.rendezvous.ingest.parse.entry.EntryMedia.Enclosure;
import news.rendezvous.ingest.parse.entry.Markup;
import news.rendezvous.item.Episode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MediaTest {

  private static final String HARBOUR = "https://harbour.example/";

  @Test
  void readsPodcastMetadata() {
    EntryMedia media =
        read(
            """
            <itunes:season>2</itunes:season><itunes:episode>7</itunes:episode>
            <itunes:episodeType>Bonus</itunes:episodeType><itunes:explicit>no</itunes:explicit>
            <itunes:duration>1:02:03</itunes:duration><itunes:image href="/art.png"/>
            <enclosure url="/e.mp3" type="audio/mpeg" length="9"/>""");

    assertThat(media.episode()).isEqualTo(new Episode(2, 7, "bonus", false));
    assertThat(media.image()).isEqualTo(HARBOUR + "art.png");
    assertThat(media.enclosures())
        .containsExactly(new Enclosure(HARBOUR + "e.mp3", "audio/mpeg", 9L, 3723L, null));
  }

  @ParameterizedTest
  @CsvSource({"yes,true", "true,true", "explicit,true", "clean,false", "False,false", "maybe,"})
  void readsAllSpellingsOfExplicit(String written, Boolean explicit) {
    Episode episode =
        read("<itunes:season>1</itunes:season><itunes:explicit>" + written + "</itunes:explicit>")
            .episode();

    assertThat(episode).isEqualTo(new Episode(1, null, null, explicit));
  }

  @ParameterizedTest
  @CsvSource({"season,0", "season,two", "episode,99999999999", "episodeType,pilot"})
  void ignoresInvalidPodcastMetadata(String name, String value) {
    assertThat(read("<itunes:%s>%s</itunes:%s>".formatted(name, value, name)).episode()).isNull();
  }

  @Test
  void keepsAllPicturesWithTheirAlternativeTexts() {
    EntryMedia media =
        read(
            """
            <media:content url="/0.jpg" type="image/jpeg"><media:description>Bow</media:description></media:content>
            <media:content url="/1" medium="image"><media:title type="html">Stern</media:title></media:content>
            <media:content url="/2.png"/>
            <media:content url="/3.mp4" medium="video" duration="5"/>""");

    assertThat(media.contents())
        .containsExactly(
            picture("0.jpg", "image/jpeg", "Bow"),
            picture("1", "image/*", "Stern"),
            picture("2.png", null, null));
    assertThat(media.enclosures())
        .containsExactly(new Enclosure(HARBOUR + "3.mp4", null, null, 5L, null));
  }

  @Test
  void keepsTheLargestRenditionOfAPicture() {
    EntryMedia media =
        read(
            """
            <media:content url="/p.jpg?w=140" medium="image" width="140"/>
            <media:content url="/p.jpg?w=460" medium="image" width="460"/>
            <media:group><media:title>Deck</media:title>
            <media:content url="/s.jpg" medium="image" width="200" height="100"/>
            <media:content url="/l.jpg" medium="image" width="400" height="200"/>
            </media:group>""");

    assertThat(media.contents())
        .containsExactly(
            picture("p.jpg?w=460", "image/*", null), picture("l.jpg", "image/*", "Deck"));
  }

  @Test
  void prefersTheLargestThumbnail() {
    EntryMedia media =
        read(
            """
            <media:thumbnail url="/1.jpg" width="120" height="100"/>
            <media:group><media:thumbnail url="/2.jpg" width="480" height="360"/></media:group>
            <media:thumbnail url="/3.jpg" width="72" height="72"/>""");

    assertThat(media.image()).isEqualTo(HARBOUR + "2.jpg");
    assertThat(media.thumbnail()).isEqualTo(HARBOUR + "3.jpg");
  }

  @ParameterizedTest
  @CsvSource({
    "https://0.gravatar.com/avatar/0123?s=96",
    "https://secure.gravatar.com/avatar/0123",
    "https://avatars3.githubusercontent.com/u/1",
    "https://cdn.social.example/accounts/avatars/1/a.png",
    "https://talk.example/user_avatar/talk.example/ann/45/1.png"
  })
  void ignoresAvatars(String avatar) {
    EntryMedia media =
        read(
            "<media:content url='%s' medium='image'/><media:thumbnail url='%s'/>"
                .formatted(avatar, avatar));

    assertThat(media).isEqualTo(EntryMedia.NONE);
  }

  @ParameterizedTest
  @CsvSource({"application/x-mpegURL", "application/vnd.apple.mpegurl"})
  void keepsAPlaylist(String type) {
    assertThat(read("<media:content url='/live.m3u8' type='" + type + "'/>").enclosures())
        .containsExactly(new Enclosure(HARBOUR + "live.m3u8", type, null, null, null));
  }

  private static Enclosure picture(String path, String type, String title) {
    return new Enclosure(
        HARBOUR + path, type, null, null, title == null ? null : new Markup(title, true));
  }

  private static EntryMedia read(String elements) {
    return SampleDocuments.item("<title>Tide</title>" + elements).media();
  }
}
