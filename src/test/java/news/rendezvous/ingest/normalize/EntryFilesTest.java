package news.rendezvous.ingest.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import news.rendezvous.ingest.dialect.EntryBody;
import news.rendezvous.ingest.parse.entry.EntryMedia;
import news.rendezvous.ingest.parse.entry.EntryMedia.Enclosure;
import news.rendezvous.ingest.parse.entry.Markup;
import news.rendezvous.ingest.parse.entry.ParsedEntry;
import news.rendezvous.ingest.parse.entry.ParsedEntryMaker;
import news.rendezvous.item.Attachment;
import news.rendezvous.item.Story;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EntryFilesTest {

  private static final String AT = "https://harbour.example/";

  @Test
  void picturesOfAGalleryAreAttachmentsWithTheirAlternativeTexts() {
    Story story = story("Three from the walk", picture("0.jpg", "Bow"), picture("1.jpg", "Stern"));

    assertThat(story.image()).isEqualTo(AT + "0.jpg");
    assertThat(story.attachments())
        .containsExactly(attachment("0.jpg", "Bow"), attachment("1.jpg", "Stern"));
  }

  @Test
  void aPictureThatIsTheLeadAndHasNoTextIsNoAttachment() {
    Story story = story("Two from the walk", picture("0.jpg", null), picture("1.jpg", null));

    assertThat(story.image()).isEqualTo(AT + "0.jpg");
    assertThat(story.attachments()).containsExactly(attachment("1.jpg", null));
  }

  @Test
  void aPictureThatTheContentShowsIsNoAttachment() {
    Story story =
        story(
            ParsedEntries.html("<p>Walk <img src='" + AT + "0.jpg?w=600'></p>"),
            List.of(picture("0.jpg?w=150", "Bow"), picture("1.jpg", "Stern")),
            List.of());

    assertThat(story.attachments()).containsExactly(attachment("1.jpg", "Stern"));
  }

  // JSON Feed 1.1, attachments: equal titles mean the same file in another format.
  @Test
  void noTwoFilesHaveOneTitle() {
    Story story = story("Two from the walk", picture("0.jpg", "Walk"), picture("1.jpg", "Walk"));

    assertThat(story.attachments())
        .containsExactly(attachment("0.jpg", "Walk"), attachment("1.jpg", null));
  }

  @Test
  void anEntryWithoutWordsShowsItsPictures() {
    Story story =
        story(
            ParsedEntries.none(),
            List.of(picture("0.jpg", "A \"bow\""), picture("1.jpg", null)),
            List.of());

    assertThat(story.contentHtml())
        .isEqualTo(
            "<p><img src=\"%s0.jpg\" alt=\"A &quot;bow&quot;\"></p><p><img src=\"%s1.jpg\"></p>"
                .formatted(AT, AT));
    assertThat(story.attachments()).isEmpty();
  }

  @Test
  void anAddressIsNoTextOfAnEntryWithoutWords() {
    Story story =
        story(
            ParsedEntries.none(),
            List.of(),
            List.of(new Enclosure(AT + "horn.mp3", null, null, null, null)));

    assertThat(story.contentText()).isEqualTo("(empty)");
  }

  @ParameterizedTest
  @CsvSource({
    "application/octet-stream,a.m4a,audio/mp4",
    "binary/octet-stream,a.mp3?x=1,audio/mpeg",
    "application/octet-stream,a,application/octet-stream",
    "audio/x-m4a; charset=x,a.m4a,audio/x-m4a",
    ",a.m3u8,application/vnd.apple.mpegurl",
    "application/x-mpegURL,live,application/x-mpegurl",
    "no type,a,application/octet-stream",
    "image/*,a.png,image/png",
    "image/*,a,image/*"
  })
  void tellsTheTypeOfAFile(String given, String file, String expected) {
    Story story =
        story(
            ParsedEntries.text("Horn"),
            List.of(),
            List.of(new Enclosure(AT + file, given, null, null, null)));

    assertThat(story.attachments()).extracting(Attachment::mimeType).containsExactly(expected);
  }

  @Test
  void keepsAsManyFilesAsAreConfigured() {
    Enclosure[] pictures =
        Stream.of(1, 2, 3, 4, 5, 6)
            .map(number -> picture(number + ".jpg", "Number " + number))
            .toArray(Enclosure[]::new);

    assertThat(story("Six from the walk", pictures).attachments()).hasSize(4);
  }

  @ParameterizedTest
  @CsvSource({"image.jpg,image.jpg", ",file.jpg"})
  void theLeadIsWhatTheEntryDeclaresElseItsFirstPicture(String declared, String lead) {
    EntryMedia media =
        new EntryMedia(declared, "small.jpg", List.of(), List.of(picture("file.jpg", null)), null);

    assertThat(story(ParsedEntries.text("Horn"), media).image()).isEqualTo(AT + lead);
  }

  @Test
  void aSmallThumbnailIsTheLeadForWantOfAPicture() {
    EntryMedia media = new EntryMedia(null, "small.jpg", List.of(), List.of(), null);

    assertThat(story(ParsedEntries.html("<p>Horn <img src='big.jpg'></p>"), media).image())
        .isEqualTo(AT + "big.jpg");
    assertThat(story(ParsedEntries.html("<p>Horn</p>"), media).image()).isEqualTo(AT + "small.jpg");
  }

  @Test
  void anAvatarInTheContentIsNoLead() {
    Story story =
        story(
            ParsedEntries.html(
                "<p><img src='https://0.gravatar.com/avatar/1'> <img src='deck.jpg'></p>"),
            EntryMedia.NONE);

    assertThat(story.image()).isEqualTo(AT + "deck.jpg");
  }

  private static Enclosure picture(String url, String title) {
    return new Enclosure(
        url, "image/jpeg", null, null, title == null ? null : new Markup(title, true));
  }

  private static Attachment attachment(String path, String title) {
    return new Attachment(AT + path, "image/jpeg", null, null, title);
  }

  private static Story story(String text, Enclosure... pictures) {
    return story(ParsedEntries.text(text), List.of(pictures), List.of());
  }

  private static Story story(EntryBody body, List<Enclosure> pictures, List<Enclosure> enclosures) {
    return story(body, new EntryMedia(null, null, pictures, enclosures, null));
  }

  private static Story story(EntryBody body, EntryMedia media) {
    ParsedEntry entry =
        new ParsedEntryMaker().guid("https://harbour.example/1").base(AT).media(media).build();
    return ParsedEntries.normalize(entry, body).story();
  }
}
