package news.rendezvous.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import news.rendezvous.item.NewsItem;
import news.rendezvous.view.Held;
import news.rendezvous.view.Timelines;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Entity tags change when and only when documents do. */
class EntityTagTest {

  static Stream<FeedFormat> xml() {
    return Stream.of(
        new RssFormat(FeedFormatContract.ROOM, Duration.ofMinutes(5)),
        new AtomFormat(FeedFormatContract.ROOM));
  }

  static Stream<FeedFormat> all() {
    return Stream.concat(xml(), Stream.of(new JsonFeedFormat()));
  }

  private static FeedDocument document(FeedHead head, DocumentLinks links, NewsItem... items) {
    Instant recorded = Samples.NOON;
    List<Held> held = Stream.of(items).map(one -> Timelines.held(one, recorded)).toList();
    return FeedDocument.of(head, "urn:x", links, held);
  }

  private static FeedDocument document(NewsItem... items) {
    return document(Samples.HEAD, Samples.links(null), items);
  }

  /** Tags of documents that clients hold: another one makes them all load again. */
  @Test
  void unchangedDocumentsKeepTheirTags() {
    assertThat(all().map(format -> format.entityTag(document(Samples.rich())).digest()))
        .containsExactly(
            "U1rw0DXe9Mm-ZHvrcl14TA", "M4Q5d81bX7kGgZ1y9OOwwA", "ZCpSnuj55I_CxO2d9D94qA");
  }

  @ParameterizedTest
  @MethodSource("xml")
  void anotherCarrierChangesNeitherDocumentNorTag(FeedFormat format) {
    FeedDocument before = document(Samples.item(1, Samples.linked("One"), "harbour"));
    FeedDocument after = document(Samples.item(1, Samples.linked("One"), "harbour", "canal"));

    assertThat(format.render(after)).isEqualTo(format.render(before));
    assertThat(format.entityTag(after)).isEqualTo(format.entityTag(before));
  }

  @ParameterizedTest
  @MethodSource("xml")
  void neitherDoesTheTimeOfTheRecord(FeedFormat format) {
    NewsItem item = Samples.item(1, "One");
    Held early = Timelines.held(item, Samples.NOON);
    Held late = Timelines.held(item, Samples.NOON.plusSeconds(9_000));

    FeedDocument before =
        FeedDocument.of(Samples.HEAD, "urn:x", Samples.links(null), List.of(early));
    FeedDocument after = FeedDocument.of(Samples.HEAD, "urn:x", Samples.links(null), List.of(late));

    assertThat(format.render(after)).isEqualTo(format.render(before));
    assertThat(format.entityTag(after)).isEqualTo(format.entityTag(before));
  }

  @ParameterizedTest
  @MethodSource("all")
  void whatIsSaidChangesTheTag(FeedFormat format) {
    FeedHead renamed =
        new FeedHead("Other news", "https://news.example.org/", null, null, null, List.of());

    assertThat(
            Stream.of(
                    document(),
                    document(Samples.item(1, "One")),
                    document(Samples.item(1, "Two")),
                    document(Samples.item(1, "One"), Samples.item(2, "Two")),
                    document(renamed, Samples.links(null), Samples.item(1, "One")),
                    document(Samples.HEAD, Samples.links("/next"), Samples.item(1, "One")))
                .map(format::entityTag))
        .doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("all")
  void theNameOfTheServiceDoesNot(FeedFormat format) {
    NewsItem bare = Samples.item(1, "Without a link");
    DocumentLinks one = Samples.links("/next");
    DocumentLinks other =
        new DocumentLinks(
            "http://10.0.0.7:8080", one.self(), one.next(), one.page(), one.formats());
    FeedHead own = new FeedHead("Own", "/?q=x", null, null, "/icon.png", List.of());

    assertThat(format.entityTag(document(own, other, bare)))
        .isEqualTo(format.entityTag(document(own, one, bare)));
  }

  /** A release that changes these makes every client fetch every document again. */
  @ParameterizedTest
  @CsvSource({
    "rss, UG6NqnzL3YeIjWo_bIWczQ",
    "atom, rFp93Lb6JrQQcKmKTLCKNQ",
    "json, egsVukd5FD8lozmLGYC-JA"
  })
  void staysTheSameInLaterReleases(String extension, String digest) {
    FeedFormat format =
        all().filter(one -> one.extension().equals(extension)).findFirst().orElseThrow();
    FeedDocument document =
        Samples.document(Samples.HEAD, "/next", Samples.rich(), Samples.item(1, "Without a link"));

    assertThat(format.entityTag(document)).isEqualTo(new EntityTag(digest));
  }

  @ParameterizedTest
  @CsvSource({"IDENTITY, ''", "GZIP, -gzip", "BR, -br"})
  void isAnotherInEachContentCoding(Coding coding, String suffix) {
    EntityTag tag = EntityTag.of("{}".getBytes(StandardCharsets.UTF_8));

    assertThat(tag.header(coding)).isEqualTo("\"RBNvo1WzZ4oRRq0W9-hkng" + suffix + "\"");
  }
}
