package news.rendezvous.dedup;

import static news.rendezvous.dedup.TestEntries.SEEN;
import static news.rendezvous.dedup.TestEntries.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import news.rendezvous.item.Alias;
import news.rendezvous.item.Alias.Match;
import news.rendezvous.item.Dispatch.Amendment;
import news.rendezvous.item.Entry;
import news.rendezvous.item.ItemId;
import news.rendezvous.item.NewsItem;
import news.rendezvous.item.Related;
import news.rendezvous.item.url.CanonicalUrl;
import news.rendezvous.item.url.LinkHash;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DedupTopologyTest {

  private static final LinkHash LINK = new LinkHash("0123456789abcdef0123456789abcdef");
  private static final Related QUAY =
      Related.resolved(
          LINK,
          "Quay",
          Related.Kind.STORY,
          List.of(CanonicalUrl.of("http://p.example/quay").orElseThrow()));

  @TempDir private Path state;
  private StageFixture stage;

  @BeforeEach
  void start() {
    stage = StageFixture.onDisk(state);
  }

  @AfterEach
  void stop() {
    stage.close();
  }

  @Test
  void publishesARepeatedEntryOnce() throws IOException {
    Entry entry = entry("harbour", "a", "news.example.org/a", "It sails.");

    stage.send(entry, entry, entry);

    List<TestRecord<String, byte[]>> records = stage.records();
    assertThat(records).hasSize(1);
    NewsItem item = StageFixture.item(records.get(0));
    assertThat(records.get(0).key()).isEqualTo(item.id().toString());
    assertThat(StageFixture.header(records.get(0), "ce_type"))
        .isEqualTo("news.rendezvous.item.published");
    assertThat(StageFixture.header(records.get(0), "ce_id")).isEqualTo(item.id() + ";1");
    assertThat(StageFixture.header(records.get(0), "ce_source")).isEqualTo("/sources/harbour");
    assertThat(StageFixture.header(records.get(0), "content-type")).isEqualTo("application/json");
  }

  @Test
  void matchesAStoryOfAnotherSourceByUrl() {
    stage.send(
        entry("harbour", "a", "news.example.org/a", "It sails."),
        entry("canal", "77", "news.example.org/a", "It sails, they say."));

    assertThat(stage.types()).containsExactly("published", "duplicated");
  }

  @Test
  void addsNewAliasesToAStoredStory() {
    stage.send(
        entry("harbour", "a", "news.example.org/a", "It sails."),
        entry("harbour", "a", "news.example.org/moved", "It sails."),
        entry("canal", "77", "news.example.org/moved", "It sails."));

    assertThat(stage.types()).containsExactly("published", "duplicated");
  }

  @Test
  void publishesAChangeAsARevision() {
    stage.send(
        entry("harbour", "a", "news.example.org/a", "It sails."),
        entry("harbour", "a", "news.example.org/a", "It sails again."));

    assertThat(stage.types()).containsExactly("published", "updated");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {not json
          {"edition":"en"}
          {"type":"entry","edition":"en","source":{"id":"harbour"},"aliases":[]}
          {"type":"amendment","edition":"en","item":"no item"}
          {"type":"withdrawal","edition":"en","item":42}
          {"type":"a kind of tomorrow","edition":"en"}
          ''
          """)
  void setsPoisonRecordsAsideAndContinues(String poison) {
    stage.send("en", poison.getBytes(StandardCharsets.UTF_8));
    stage.send("en", (byte[]) null);
    stage.send(entry("harbour", "a", "news.example.org/a", "It sails."));

    assertThat(stage.types()).containsExactly("published");
    assertThat(stage.counted("rendezvous.poison.records")).isEqualTo(2);
  }

  @Test
  void makesOneRevisionOfARepeatedAmendment() throws IOException {
    Entry entry =
        entry("harbour", "a", "news.example.org/a", "It sails.")
            .referring(List.of(Related.unresolved(LINK, "Quay", List.of())));
    Amendment amendment =
        new Amendment("en", ItemId.of("en", entry.aliases().get(0)), 1, List.of(QUAY), SEEN);

    stage.send(entry, amendment, amendment, entry, amendment);

    List<TestRecord<String, byte[]>> records = stage.records();
    assertThat(records).extracting(StageFixture::type).containsExactly("published", "updated");
    assertThat(related(records.get(1))).containsExactly(QUAY);
  }

  @Test
  void ignoresAnAmendmentOfAnUnknownItem() {
    ItemId unknown = ItemId.of("en", new Alias(Match.GUID, "nobody's"));

    stage.send(new Amendment("en", unknown, 1, List.of(QUAY), SEEN));

    assertThat(stage.types()).isEmpty();
    assertThat(stage.counted("rendezvous.poison.records")).isZero();
  }

  @Test
  void linksAReferenceToTheItemOfItsUrl() throws IOException {
    Entry quay = entry("harbour", "q", "p.example/quay", "A quay.");
    Entry ferry = entry("harbour", "a", "news.example.org/a", "It sails.").referring(List.of(QUAY));

    stage.send(quay, ferry);

    List<TestRecord<String, byte[]>> records = stage.records();
    assertThat(related(records.get(1)))
        .extracting(Related::item)
        .containsExactly(ItemId.parse(records.get(0).key()).orElseThrow());
  }

  private static List<Related> related(TestRecord<String, byte[]> record) throws IOException {
    return StageFixture.item(record).extension().related();
  }
}
