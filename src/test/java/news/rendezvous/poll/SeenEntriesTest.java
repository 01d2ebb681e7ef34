package news.rendezvous.poll;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import news.rendezvous.parse.Markup;
import news.rendezvous.parse.ParsedEntry;
import news.rendezvous.parse.ParsedEntryMaker;
import org.junit.jupiter.api.Test;

class SeenEntriesTest {

  private static final SeenEntries NONE = SeenEntries.of(new byte[0]);

  @Test
  void holdAnEntryJustAsItWas() {
    SeenEntries seen = NONE.with(List.of(entry("a", "text")), 100);

    SeenEntries read = SeenEntries.of(seen.toBytes());

    assertThat(read.hold(entry("a", "text"))).isTrue();
    assertThat(read.hold(entry("a", "other text"))).isFalse();
    assertThat(read.hold(entry("b", "text"))).isFalse();
  }

  @Test
  void tellEntriesWithoutAnyNameApartByTheirTitle() {
    SeenEntries seen = NONE.with(List.of(untitled("one"), untitled("two")), 100);

    assertThat(seen.hold(untitled("one"))).isTrue();
    assertThat(seen.hold(untitled("two"))).isTrue();
  }

  @Test
  void countThoseThatCameUnderAnotherName() {
    SeenEntries seen = NONE.with(List.of(entry("a", "x"), entry("b", "y")), 100);

    assertThat(seen.renamed(List.of(entry("c", "x"), entry("b", "y"), entry("d", "z")))).isOne();
  }

  @Test
  void forgetTheLongestUnseenFirst() {
    SeenEntries seen =
        NONE.with(List.of(entry("a", "x"), entry("b", "x")), 100)
            .with(List.of(entry("a", "x"), entry("c", "x")), 2);

    assertThat(seen.hold(entry("a", "x"))).isTrue();
    assertThat(seen.hold(entry("b", "x"))).isFalse();
    assertThat(seen.hold(entry("c", "x"))).isTrue();
    assertThat(seen.toBytes()).hasSize(16);
  }

  private static ParsedEntry untitled(String title) {
    return entry(null, title, "same");
  }

  private static ParsedEntry entry(String guid, String text) {
    return entry(guid, "Title", text);
  }

  private static ParsedEntry entry(String guid, String title, String text) {
    return new ParsedEntryMaker()
        .guid(guid)
        .title(new Markup(title, false))
        .content(new Markup(text, false))
        .build();
  }
}
