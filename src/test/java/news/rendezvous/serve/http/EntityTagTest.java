package news.rendezvous.serve.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import news.rendezvous.item.NewsItem;
import news.rendezvous.serve.format.DocumentLinks;
import news.rendezvous.serve.format.FeedDocument;
import news.rendezvous.serve.format.FeedFormat;
import news.rendezvous.serve.format.FeedMetadata;
import news.rendezvous.serve.format.SampleItems;
import news.rendezvous.serve.format.TestFormats;
import news.rendezvous.view.Timelines;
import news.rendezvous.view.ViewItem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Entity tags change when and only when documents do. */
class EntityTagTest {

  static Stream<FeedFormat> xml() {
    return TestFormats.xml();
  }

  static Stream<FeedFormat> all() {
    return Stream.concat(xml(), Stream.of(TestFormats.json()));
  }

  private static FeedDocument document(FeedMetadata head, DocumentLinks links, NewsItem... items) {
    Instant recorded = SampleItems.NOON;
    List<ViewItem> held = Stream.of(items).map(one -> Timelines.held(one, recorded)).toList();
    return FeedDocument.of(head, "urn:x", links, held);
  }

  private static FeedDocument document(NewsItem... items) {
    return document(SampleItems.HEAD, SampleItems.links(null), items);
  }

  /** Tags of documents that clients hold: another one makes them all load again. */
  @Test
  void unchangedDocumentsKeepTheirTags() {
    assertThat(all().map(format -> format.entityTag(document(SampleItems.rich())).digest()))
        .containsExactly(
            "tuO_RLGZbok-h9QTJdid5A", "IMydYKsoUP1JKuLENBCG0A", "vboTOBFU6_ReuUDgxEP_9g");
  }

  @ParameterizedTest
  @MethodSource("xml")
  void anotherCarrierChangesNeitherDocumentNorTag(FeedFormat format) {
    FeedDocument before = document(SampleItems.item(1, SampleItems.linked("One"), "harbour"));
    FeedDocument after =
        document(SampleItems.item(1, SampleItems.linked("One"), "harbour", "canal"));

    assertThat(format.render(after)).isEqualTo(format.render(before));
    assertThat(format.entityTag(after)).isEqualTo(format.entityTag(before));
  }

  @ParameterizedTest
  @MethodSource("xml")
  void neitherDoesTheTimeOfTheRecord(FeedFormat format) {
    NewsItem item = SampleItems.item(1, "One");
    ViewItem early = Timelines.held(item, SampleItems.NOON);
    ViewItem late = Timelines.held(item, SampleItems.NOON.plusSeconds(9_000));

    FeedDocument before =
        FeedDocument.of(SampleItems.HEAD, "urn:x", SampleItems.links(null), List.of(early));
    FeedDocument after =
        FeedDocument.of(SampleItems.HEAD, "urn:x", SampleItems.links(null), List.of(late));

    assertThat(format.render(after)).isEqualTo(format.render(before));
    assertThat(format.entityTag(after)).isEqualTo(format.entityTag(before));
  }

  @ParameterizedTest
  @MethodSource("all")
  void whatIsSaidChangesTheTag(FeedFormat format) {
    FeedMetadata renamed =
        new FeedMetadata("Other news", "https://news.example.org/", null, null, null, List.of());

    assertThat(
            Stream.of(
                    document(),
                    document(SampleItems.item(1, "One")),
                    document(SampleItems.item(1, "Two")),
                    document(SampleItems.item(1, "One"), SampleItems.item(2, "Two")),
                    document(renamed, SampleItems.links(null), SampleItems.item(1, "One")),
                    document(
                        SampleItems.HEAD, SampleItems.links("/next"), SampleItems.item(1, "One")))
                .map(format::entityTag))
        .doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("all")
  void theNameOfTheServiceDoesNot(FeedFormat format) {
    NewsItem bare = SampleItems.item(1, "Without a link");
    DocumentLinks one = SampleItems.links("/next");
    DocumentLinks other =
        new DocumentLinks(
            "http://10.0.0.7:8080",
            one.self(),
            one.next(),
            one.page(),
            one.formats(),
            one.stream());
    FeedMetadata own = new FeedMetadata("Own", "/?q=x", null, null, "/icon.png", List.of());

    assertThat(format.entityTag(document(own, other, bare)))
        .isEqualTo(format.entityTag(document(own, one, bare)));
  }

  /** A release that changes these makes every client fetch every document again. */
  @ParameterizedTest
  @CsvSource({
    "rss, ksoSZT5m8rFW5vj8RZCg4w",
    "atom, Ox-_-BhjRtnl_wCZ7SSMKA",
    "json, 7Oz2TdZzai8drQcB6nAbVA"
  })
  void staysTheSameInLaterReleases(String extension, String digest) {
    FeedFormat format =
        all().filter(one -> one.extension().equals(extension)).findFirst().orElseThrow();
    FeedDocument document =
        SampleItems.document(
            SampleItems.HEAD, "/next", SampleItems.rich(), SampleItems.item(1, "Without a link"));

    assertThat(format.entityTag(document)).isEqualTo(new EntityTag(digest));
  }

  @ParameterizedTest
  @CsvSource({"IDENTITY, ''", "GZIP, -gzip", "BR, -br"})
  void isAnotherInEachContentCoding(ContentCoding coding, String suffix) {
    EntityTag tag = EntityTag.of("{}".getBytes(StandardCharsets.UTF_8));

    assertThat(tag.header(coding)).isEqualTo("\"RBNvo1WzZ4oRRq0W9-hkng" + suffix + "\"");
  }
}
