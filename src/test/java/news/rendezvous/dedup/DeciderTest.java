package news.rendezvous.dedup;

import static news.rendezvous.dedup.TestEntries.PUBLISHED;
import static news.rendezvous.dedup.TestEntries.SEEN;
import static news.rendezvous.dedup.TestEntries.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import news.rendezvous.dedup.store.StoredStory;
import news.rendezvous.dedup.store.StoryRecord;
import news.rendezvous.item.Alias.Match;
import news.rendezvous.item.Dispatch.Amendment;
import news.rendezvous.item.Entry;
import news.rendezvous.item.Json;
import news.rendezvous.item.NewsItem;
import news.rendezvous.item.NewsItem.Duplicate;
import news.rendezvous.item.Related;
import news.rendezvous.item.Story;
import news.rendezvous.item.StoryMaker;
import news.rendezvous.item.url.CanonicalUrl;
import news.rendezvous.item.url.LinkHash;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeciderTest {

  private static final LinkHash LINK = new LinkHash("0123456789abcdef0123456789abcdef");
  private static final Instant LATER = SEEN.plusSeconds(60);

  private final Decider decider = new Decider(2);
  private final Entry entry = entry("harbour", "a", "news.example.org/a", "It sails.");

  @Test
  void publishesTheFirstEntryOfAStory() {
    NewsItem item = first(entry);

    assertThat(item.extension().revision()).isEqualTo(1);
    assertThat(item.extension().source()).isEqualTo(entry.source());
    assertThat(item.extension().firstSeen()).isEqualTo(SEEN);
    assertThat(item.extension().timeline()).isEqualTo(SEEN);
    assertThat(item.extension().duplicateCount()).isNull();
  }

  @Test
  void givesTheSameStoryTheSameId() {
    Entry later = entry("harbour", "a", "news.example.org/moved", "It sails no more.");

    assertThat(first(later).id()).isEqualTo(first(entry).id());
  }

  @Test
  void placesOldStoriesOfANewSourceByTheirDates() {
    NewsItem item = first(TestEntries.ofFirstPoll(entry));

    assertThat(item.extension().timeline()).isEqualTo(PUBLISHED);
    assertThat(item.extension().firstSeen()).isEqualTo(SEEN);
  }

  @Test
  void datesAnUndatedStoryByFirstSeen() {
    Entry undated = TestEntries.undated(entry);

    NewsItem first = first(undated);
    Decision again = decider.revise(known(first, "another"), undated, Match.GUID);

    assertThat(first.story().datePublished()).isEqualTo(SEEN);
    assertThat(((Decision.ItemRevision) again).item().story().datePublished()).isEqualTo(SEEN);
  }

  @Test
  void makesNoRevisionOfAnUnchangedEntry() {
    assertThat(decider.revise(known(), entry, Match.GUID)).isInstanceOf(Decision.Unchanged.class);
  }

  @Test
  void makesARevisionOfAChangeOfItsSource() {
    Entry changed = entry("harbour", "a", "news.example.org/a", "It sails again.");

    Decision decision = decider.revise(known(), changed, Match.GUID);

    assertThat(decision.type()).isEqualTo("updated");
    NewsItem item = ((Decision.ItemRevision) decision).item();
    assertThat(item.extension().revision()).isEqualTo(2);
    assertThat(item.story().contentText()).isEqualTo("It sails again.");
    assertThat(item.story().dateModified()).isEqualTo(SEEN);
    assertThat(item.extension().timeline()).isEqualTo(known().item().extension().timeline());
  }

  @Test
  void ignoresAnEntryThatIsOlderThanTheStoredVersion() {
    Entry changed = entry("harbour", "a", "news.example.org/a", "It sails again.");
    long told = changed.seen().toEpochMilli() + 1;
    StoryRecord later = traits(new StoryRecord.SourceVersion(told, "later", null, null), "harbour");

    Decision decision = decider.revise(known(first(entry), later), changed, Match.GUID);

    assertThat(decision).isInstanceOf(Decision.Unchanged.class);
  }

  @Test
  void addsADuplicateWithoutChangingTheStory() {
    Entry other = entry("canal", "b", "news.example.org/a", "It sails, they say.");

    Decision decision = decider.revise(known(), other, Match.URL);

    assertThat(decision.type()).isEqualTo("duplicated");
    NewsItem item = ((Decision.ItemRevision) decision).item();
    assertThat(item.story()).isEqualTo(entry.story());
    assertThat(item.extension().revision()).isEqualTo(2);
    assertThat(item.extension().duplicateCount()).isEqualTo(1);
    assertThat(item.extension().duplicates())
        .containsExactly(new Duplicate("canal", other.story().url(), "b", Match.URL, SEEN));
  }

  @Test
  void keepsTheNewestDuplicatesAndCountsAll() {
    StoredStory known = known();
    for (String source : new String[] {"canal", "canal", "quarry", "orchard"}) {
      Entry other = entry(source, "b", "news.example.org/a", "It sails.");
      if (decider.revise(known, other, Match.URL) instanceof Decision.ItemRevision duplicated) {
        known = known(duplicated.item(), known.record().withCarrier(other));
      }
    }

    assertThat(known.item().extension().duplicates())
        .extracting(Duplicate::source)
        .containsExactly("quarry", "orchard");
    assertThat(known.item().extension().duplicateCount()).isEqualTo(3);
    assertThat(known.item().extension().revision()).isEqualTo(4);
  }

  @Test
  void revisesAStoryWhoseReferenceIsResolvedLate() {
    StoredStory known = known(Related.unresolved(LINK, "Quay", List.of()));
    Related picture =
        Related.resolved(LINK, "Quay", Related.Kind.IMAGE, urls("https://p.example/quay.jpg"));

    NewsItem item = ((Decision.ItemRevision) decider.amend(known, amendment(1, picture))).item();

    assertThat(item.extension().revision()).isEqualTo(2);
    assertThat(item.extension().related()).containsExactly(picture);
    assertThat(item.story().image()).isEqualTo("https://p.example/quay.jpg");
    assertThat(item.story().dateModified()).isEqualTo(LATER);
    assertThat(item.story().title()).isEqualTo(known.item().story().title());
  }

  @Test
  void keepsTheDateWhereAReferenceIsOnlyLinkedToAnItem() {
    Related quay =
        Related.resolved(LINK, "Quay", Related.Kind.STORY, urls("https://p.example/quay"));
    StoredStory known = known(quay);

    NewsItem item =
        ((Decision.ItemRevision) decider.amend(known, amendment(1, quay.heldAs(known.item().id()))))
            .item();

    assertThat(item.extension().related().get(0).item()).isEqualTo(known.item().id());
    assertThat(item.story()).isEqualTo(known.item().story());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2})
  void ignoresAnAmendmentOfAnotherRevision(int revision) {
    Related quay =
        Related.resolved(LINK, "Quay", Related.Kind.STORY, urls("https://p.example/quay"));

    assertThat(
            decider.amend(
                known(Related.unresolved(LINK, "Quay", List.of())), amendment(revision, quay)))
        .isInstanceOf(Decision.Unchanged.class);
  }

  @Test
  void keepsResolvedReferencesThroughAChange() {
    Related quay =
        Related.resolved(LINK, "Quay", Related.Kind.IMAGE, urls("https://p.example/quay.jpg"));
    Entry changed =
        entry("harbour", "a", "news.example.org/a", "It sails again.")
            .referring(List.of(Related.unresolved(LINK, "The quay", List.of())));

    NewsItem item =
        ((Decision.ItemRevision) decider.revise(known(quay), changed, Match.GUID)).item();

    assertThat(item.extension().related())
        .containsExactly(
            Related.resolved(
                LINK, "The quay", Related.Kind.IMAGE, urls("https://p.example/quay.jpg")));
    assertThat(item.story().image()).isEqualTo("https://p.example/quay.jpg");
  }

  @Test
  void countsResolvedReferencesAsNoChangeWithoutAFingerprint() {
    Related horn =
        Related.resolved(LINK, "Horn", Related.Kind.MEDIA, urls("https://p.example/a.mp3"));
    Entry again = entry.referring(List.of(Related.unresolved(LINK, "Horn", List.of())));
    NewsItem resolved = first(entry.referring(List.of(horn)));

    assertThat(resolved.story().attachments()).hasSize(1);
    assertThat(decider.revise(known(resolved, ""), again, Match.GUID))
        .isInstanceOf(Decision.Unchanged.class);
  }

  @Test
  void insertsALatePictureInThePlaceOfItsLine() {
    Related line = Related.unresolved(LINK, "Quay", List.of()).at(0);
    Related quay =
        Related.resolved(LINK, "Quay", Related.Kind.IMAGE, urls("https://p.example/quay.jpg"))
            .at(0);
    Entry referring = marked(entry, "<p>It sails.</p>").referring(List.of(line));
    StoredStory known = known(first(referring), referring.fingerprint());

    NewsItem amended = ((Decision.ItemRevision) decider.amend(known, amendment(1, quay))).item();

    assertThat(amended.story().contentHtml())
        .isEqualTo("<p><img src=\"https://p.example/quay.jpg\" alt=\"Quay\"></p><p>It sails.</p>");
    assertThat(amended.extension().related()).containsExactly(quay.at(null));
  }

  private static Entry marked(Entry entry, String html) {
    Story story =
        new StoryMaker()
            .url(entry.story().url())
            .title(entry.story().title())
            .contentHtml(html)
            .build();
    return new Entry(
        entry.edition(),
        entry.source(),
        entry.site(),
        entry.guid(),
        entry.seen(),
        entry.firstPoll(),
        entry.aliases(),
        entry.fingerprint(),
        entry.sketch(),
        story,
        entry.publisher(),
        entry.itunes(),
        entry.related());
  }

  private StoredStory known(Related related) {
    Entry referring = entry.referring(List.of(related));
    return known(first(referring), referring.fingerprint());
  }

  private Amendment amendment(int revision, Related related) {
    return new Amendment("en", known().item().id(), revision, List.of(related), LATER);
  }

  private static List<CanonicalUrl> urls(String url) {
    return CanonicalUrl.of(url).stream().toList();
  }

  private StoredStory known() {
    return known(first(entry), entry.fingerprint());
  }

  private NewsItem first(Entry told) {
    return decider.publish(told, told.aliases().get(0)).item();
  }

  private static StoredStory known(NewsItem item, String fingerprint) {
    String source = item.extension().source().id();
    return known(
        item,
        traits(
            new StoryRecord.SourceVersion(SEEN.toEpochMilli(), fingerprint, null, null), source));
  }

  private static StoryRecord traits(StoryRecord.SourceVersion version, String source) {
    StoryRecord.Carrier carrier = new StoryRecord.Carrier(source, version.fingerprint().hashCode());
    return new StoryRecord("en", 0, false, version, List.of(carrier), List.of());
  }

  private static StoredStory known(NewsItem item, StoryRecord traits) {
    return new StoredStory(item.id(), traits, id -> Json.encode(item));
  }
}
