package news.rendezvous.serve.page.sources;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import news.rendezvous.item.Alias;
import news.rendezvous.item.Alias.Match;
import news.rendezvous.item.ItemId;
import news.rendezvous.item.NewsItem;
import news.rendezvous.item.NewsItem.Duplicate;
import news.rendezvous.item.SourceRef;
import news.rendezvous.item.StoryMaker;
import news.rendezvous.serve.page.sources.StorySharing.Partner;
import org.junit.jupiter.api.Test;

class StorySharingTest {

  private static final Instant NOON = Instant.parse("2026-03-03T12:00:00Z");

  private static NewsItem item(String first, String... others) {
    return new NewsItem(
        ItemId.of("en", new Alias(Match.GUID, first + List.of(others))),
        new StoryMaker().title("Tide").contentText("The tide turned.").build(),
        new NewsItem.Extension(
            "en",
            new SourceRef(first, null, "https://news.example.org/feed"),
            null,
            1,
            NOON,
            NOON,
            null,
            null,
            List.of(),
            Stream.of(others)
                .map(other -> new Duplicate(other, null, "1", Match.CONTENT, NOON))
                .toList(),
            others.length == 0 ? null : others.length));
  }

  @Test
  void countsStoriesThatWereGivenAndTaken() {
    StorySharing sharing =
        StorySharing.of(
            "quay",
            List.of(
                item("quay"),
                item("quay", "wire"),
                item("quay", "wire", "wire", "dock"),
                item("dock", "quay"),
                item("dock", "wire", "quay")));

    assertThat(sharing)
        .isEqualTo(
            new StorySharing(
                3, 2, 2, List.of(new Partner("dock", 1, 2), new Partner("wire", 2, 0))));
  }

  @Test
  void namesTheFiveSourcesThatShareMost() {
    List<NewsItem> items =
        IntStream.rangeClosed(1, 7)
            .boxed()
            .flatMap(n -> Stream.generate(() -> item("quay", "other" + n)).limit(n))
            .toList();

    assertThat(StorySharing.of("quay", items).partners())
        .extracting(Partner::id)
        .containsExactly("other7", "other6", "other5", "other4", "other3");
  }
}
