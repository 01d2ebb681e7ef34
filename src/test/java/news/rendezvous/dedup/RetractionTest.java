package news.rendezvous.dedup;

import static news.rendezvous.dedup.TestEntries.PUBLISHED;
import static news.rendezvous.dedup.TestEntries.SEEN;
import static news.rendezvous.dedup.TestEntries.entry;
import static news.rendezvous.dedup.TestEntries.seenAt;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import news.rendezvous.item.Dispatch.Retraction;
import news.rendezvous.item.Dispatch.Withdrawal;
import news.rendezvous.item.Entry;
import news.rendezvous.item.ItemId;
import news.rendezvous.item.NewsItem;
import news.rendezvous.item.NewsItem.Duplicate;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Sources that do not carry a story any more. */
class RetractionTest extends StageTestBase {

  private static final Entry FERRY = entry("harbour", "a", "news.example.org/a", "It sails.");
  private static final Entry COPY = entry("canal", "b", "news.example.org/a", "It sails.");
  private static final ItemId ID = ItemId.of("en", FERRY.aliases().get(0));
  private static final Instant LATER = SEEN.plusSeconds(60);
  private static final Instant LATEST = SEEN.plusSeconds(120);

  private static Retraction retraction(Entry entry, Instant at, @Nullable Instant when) {
    return new Retraction(
        "en", entry.source().id(), ItemId.of("en", entry.aliases().get(0)), when, at);
  }

  private static Retraction retraction(Entry entry) {
    return retraction(entry, LATER, null);
  }

  private NewsItem last() throws IOException {
    List<TestRecord<String, byte[]>> records = stage.records();
    return StageFixture.item(records.get(records.size() - 1));
  }

  @Test
  void withdrawsWhatItsSourceAloneCarried() {
    stage.send(FERRY, retraction(FERRY), retraction(FERRY));

    List<TestRecord<String, byte[]>> records = stage.records();
    assertThat(records).extracting(StageFixture::type).containsExactly("published", "withdrawn");
    assertThat(records.get(1).key()).isEqualTo(ID.toString());
    assertThat(records.get(1).value()).isNull();
    assertThat(StageFixture.header(records.get(1), "ce_id")).isEqualTo(ID + ";2");
    assertThat(StageFixture.header(records.get(1), "ce_time")).isEqualTo(LATER.toString());
  }

  @Test
  void findsTheStoryByAnyAliasOfTheEntry() {
    stage.send(
        FERRY,
        new Retraction("en", "harbour", ItemId.of("en", FERRY.aliases().get(1)), null, LATER));

    assertThat(stage.types()).containsExactly("published", "withdrawn");
  }

  @Test
  void changesNothingForAStrangerAndAnUnknownEntry() {
    stage.send(
        FERRY,
        new Retraction("en", "canal", ID, null, LATER),
        retraction(entry("harbour", "other", "news.example.org/other", "Other.")));

    assertThat(stage.types()).containsExactly("published");
    assertThat(stage.counted("rendezvous.poison.records")).isZero();
  }

  @Test
  void keepsAStoryWhoseFirstCarrierRetractsItWhileOthersCarryIt() {
    stage.send(FERRY, COPY, retraction(FERRY));

    assertThat(stage.types()).containsExactly("published", "duplicated");
  }

  @Test
  void withdrawsAStoryThatTheLastOfItsCarriersRetracts() {
    stage.send(FERRY, COPY, retraction(FERRY), retraction(COPY));

    assertThat(stage.types()).containsExactly("published", "duplicated", "withdrawn");
  }

  @Test
  void countsAFirstCarrierAgainThatPublishesAgain() {
    stage.send(
        FERRY, COPY, retraction(FERRY), seenAt(LATEST, FERRY), retraction(COPY, LATEST, null));

    assertThat(stage.types()).containsExactly("published", "duplicated", "duplicated");
  }

  @Test
  void removesAnotherCarrierFromTheDuplicates() throws IOException {
    Entry third = entry("quarry", "c", "news.example.org/a", "It sails.");
    stage.send(FERRY, COPY, third);
    stage.types();

    stage.send(retraction(COPY));

    NewsItem item = last();
    assertThat(item.extension().revision()).isEqualTo(4);
    assertThat(item.extension().duplicates()).extracting(Duplicate::source).containsOnly("quarry");
    assertThat(item.extension().duplicateCount()).isEqualTo(1);
    stage.send(retraction(third));
    item = last();
    assertThat(item.extension().duplicates()).isEmpty();
    assertThat(item.extension().duplicateCount()).isNull();
    stage.send(retraction(FERRY));
    assertThat(stage.types()).containsExactly("withdrawn");
  }

  @Test
  void returnsWithAnotherContentOfItsSource() throws IOException {
    stage.send(FERRY, retraction(FERRY));
    stage.types();

    stage.send(seenAt(LATEST, FERRY), seenAt(LATEST, COPY));
    assertThat(stage.types()).isEmpty();
    stage.send(
        seenAt(LATEST, entry("canal", "b", "news.example.org/a", "Another text.")),
        seenAt(LATEST, entry("harbour", "a", "news.example.org/a", "It sails again.")));

    List<TestRecord<String, byte[]>> records = stage.records();
    assertThat(records).extracting(StageFixture::type).containsExactly("updated");
    NewsItem item = StageFixture.item(records.get(0));
    assertThat(item.id()).isEqualTo(ID);
    assertThat(item.extension().revision()).isEqualTo(3);
    assertThat(item.extension().firstSeen()).isEqualTo(SEEN);
    assertThat(item.story().contentText()).isEqualTo("It sails again.");
    stage.send(
        retraction(
            seenAt(LATEST, entry("harbour", "a", "news.example.org/a", "It sails again.")),
            LATEST.plusSeconds(1),
            null));
    assertThat(stage.types()).containsExactly("withdrawn");
  }

  @Test
  void isIgnoredAfterAnEntryThatWasSeenLater() {
    stage.send(
        FERRY,
        seenAt(LATEST, entry("harbour", "a", "news.example.org/a", "It sails late.")),
        retraction(FERRY));

    assertThat(stage.types()).containsExactly("published", "updated");
  }

  @Test
  void isIgnoredWhereTheEntryWasChangedAfterItsDeletion() {
    stage.send(FERRY, retraction(FERRY, LATER, PUBLISHED.minusSeconds(1)));
    assertThat(stage.types()).containsExactly("published");

    stage.send(retraction(FERRY, LATER, PUBLISHED.plusSeconds(1)));

    assertThat(stage.types()).containsExactly("withdrawn");
  }

  @Test
  void isForGoodWhereAnOperatorWithdrawsTheStoryToo() {
    Withdrawal withdrawal = new Withdrawal("en", ID, "harbour", 1, LATER);
    stage.send(FERRY, retraction(FERRY), withdrawal);
    stage.types();

    stage.send(seenAt(LATEST, entry("harbour", "a", "news.example.org/a", "It sails again.")));

    assertThat(stage.types()).isEmpty();
  }

  @Test
  void ofAFirstCarrierIsForgottenWhereAnOperatorWithdrawsTheStory() {
    stage.send(FERRY, COPY, retraction(FERRY), new Withdrawal("en", ID, "harbour", 1, LATER));
    stage.types();

    stage.send(seenAt(LATEST, entry("harbour", "a", "news.example.org/a", "It sails again.")));

    assertThat(stage.types()).isEmpty();
  }
}
