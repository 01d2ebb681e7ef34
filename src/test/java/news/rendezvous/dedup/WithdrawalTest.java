package news.rendezvous.dedup;

import static news.rendezvous.dedup.TestEntries.SEEN;
import static news.rendezvous.dedup.TestEntries.entry;
import static news.rendezvous.dedup.TestEntries.sketched;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import news.rendezvous.item.Dispatch.Amendment;
import news.rendezvous.item.Dispatch.Withdrawal;
import news.rendezvous.item.Entry;
import news.rendezvous.item.ItemId;
import news.rendezvous.item.Related;
import news.rendezvous.item.url.LinkHash;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;

class WithdrawalTest extends StageTestBase {

  private static final Entry FERRY =
      sketched(entry("harbour", "a", "news.example.org/a", "It sails."), "ab", "a");
  private static final ItemId ID = ItemId.of("en", FERRY.aliases().get(0));
  private static final Withdrawal WITHDRAWAL = new Withdrawal("en", ID, "harbour", 1, SEEN);

  @Test
  void writesOneTombstoneForRepeatedWithdrawals() {
    stage.send(FERRY, WITHDRAWAL, WITHDRAWAL);

    List<TestRecord<String, byte[]>> records = stage.records();
    assertThat(records).extracting(StageFixture::type).containsExactly("published", "withdrawn");
    TestRecord<String, byte[]> tombstone = records.get(1);
    assertThat(tombstone.key()).isEqualTo(ID.toString());
    assertThat(tombstone.value()).isNull();
    assertThat(StageFixture.header(tombstone, "ce_id")).isEqualTo(ID + ";2");
    assertThat(StageFixture.header(tombstone, "ce_source")).isEqualTo("/sources/harbour");
    assertThat(StageFixture.header(tombstone, "ce_time")).isEqualTo(SEEN.toString());
  }

  @Test
  void continuesTheLatestRevisionWhateverTheRequestNames() {
    stage.send(FERRY, entry("canal", "b", "news.example.org/a", "It sails."), WITHDRAWAL);

    assertThat(StageFixture.header(stage.records().get(2), "ce_id")).isEqualTo(ID + ";3");
  }

  @Test
  void suppressesAWithdrawnStoryByEveryAlias() {
    stage.send(FERRY, WITHDRAWAL);
    stage.types();

    stage.send(
        FERRY,
        entry("harbour", "a", "news.example.org/elsewhere", "It sails again."),
        entry("canal", "b", "news.example.org/a", "They say that it sails."),
        entry("quarry", "c", "news.example.org/elsewhere", "It does."),
        sketched(entry("orchard", "d", "orchard.example/d", "It sails, we hear."), "b", "a"),
        new Amendment("en", ID, 1, List.of(related()), SEEN),
        new Amendment("en", ID, 2, List.of(related()), SEEN));

    assertThat(stage.types()).isEmpty();
    assertThat(stage.counted("rendezvous.poison.records")).isZero();
  }

  @Test
  void linksNoReferenceToAWithdrawnItem() throws IOException {
    stage.send(FERRY, WITHDRAWAL);
    stage.types();

    stage.send(entry("canal", "q", "canal.example/q", "A quay.").referring(List.of(related())));

    assertThat(StageFixture.item(stage.records().get(0)).extension().related())
        .extracting(Related::item)
        .containsOnlyNulls();
  }

  @Test
  void withdrawsAnExpiredItem() {
    stage.send(new Withdrawal("en", ID, "harbour", 4, SEEN));

    TestRecord<String, byte[]> tombstone = stage.records().get(0);
    assertThat(tombstone.value()).isNull();
    assertThat(StageFixture.header(tombstone, "ce_id")).isEqualTo(ID + ";5");
  }

  @Test
  void suppressesAStoryThatWasWithdrawnBeforeItArrived() {
    stage.send(new Withdrawal("en", ID, "harbour", 4, SEEN), FERRY);

    assertThat(stage.types()).containsExactly("withdrawn");
  }

  @Test
  void keepsAStoryThatHasTheIdOfTheWithdrawnOneAsAnAlias() {
    Entry renamed = entry("harbour", "b", "news.example.org/a", "It sails.");
    ItemId forgotten = ItemId.of("en", renamed.aliases().get(0));
    stage.send(FERRY, renamed);
    stage.types();

    stage.send(new Withdrawal("en", forgotten, "harbour", 4, SEEN));
    stage.send(entry("harbour", "b", "news.example.org/c", "It sails on."));

    List<TestRecord<String, byte[]>> records = stage.records();
    assertThat(records).extracting(StageFixture::type).containsExactly("withdrawn", "updated");
    assertThat(records)
        .extracting(TestRecord::key)
        .containsExactly(forgotten.toString(), ID.toString());
  }

  @Test
  void publishesAWithdrawnStoryAgainAfterTheWindow() {
    stage.send(FERRY, WITHDRAWAL);

    stage.advance(StageFixture.WINDOW.plusDays(1));
    stage.send(FERRY);

    assertThat(stage.types()).containsExactly("published", "withdrawn", "published");
  }

  private static Related related() {
    return Related.resolved(
        new LinkHash("0123456789abcdef0123456789abcdef"),
        "Ferry",
        Related.Kind.STORY,
        List.of(FERRY.story().url()));
  }
}
