package news.rendezvous.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeedRequestTest {

  private static final Page FIRST = new Page(null, null);

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          https://a.example,   /feed.atom, https://b.example, /feed.atom,             true
          https://a.example,   /feed.atom, https://a.example, /feed.rss,              false
          https://a.example,   /feed.atom, https://a.example, /sources/a/feed.atom,   false
          """)
  void takesItsIdFromThePathAndNotFromTheHost(
      String base, String path, String otherBase, String otherPath, boolean same) {
    String id = new FeedRequest(base, path, new Filter(List.of()), FIRST).feedId();
    String other = new FeedRequest(otherBase, otherPath, new Filter(List.of()), FIRST).feedId();

    assertThat(id.equals(other)).isEqualTo(same);
    assertThat(id).matches("urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
  }

  @Test
  void hasOneIdOnAllPages() {
    FeedRequest first = request(new Filter(List.of("a")), FIRST);
    FeedRequest second =
        request(
            new Filter(List.of("a")), new Page(7, Samples.held(Samples.item(1, "x")).position()));

    assertThat(second.feedId()).isEqualTo(first.feedId());
  }

  @Test
  void hasOneIdWhateverTheOrderOfItsFilters() {
    FeedRequest one = request(new Filter(List.of("a", "b")), FIRST);
    FeedRequest two = request(new Filter(List.of("b", "a", "b")), FIRST);

    assertThat(two.feedId()).isEqualTo(one.feedId());
    assertThat(request(new Filter(List.of("a")), FIRST).feedId()).isNotEqualTo(one.feedId());
  }

  @Test
  void keepsTheFilterAndTheLimitOnTheNextPage() {
    FeedRequest request = request(new Filter(List.of("a")), new Page(7, null));

    String next = request.next(Samples.held(Samples.item(1, "x")).position());

    assertThat(next).startsWith("https://a.example/feed.rss?source=a&limit=7&before=");
  }

  private static FeedRequest request(Filter filter, Page page) {
    return new FeedRequest("https://a.example", "/feed.rss", filter, page);
  }
}
