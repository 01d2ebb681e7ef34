package news.rendezvous.serve.query;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import news.rendezvous.serve.format.SampleItems;
import news.rendezvous.view.Selection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeedRequestTest {

  private static final Paging FIRST = new Paging(null, null);

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
    String id = new FeedRequest(base, path, sources(), FIRST).feedId();
    String other = new FeedRequest(otherBase, otherPath, sources(), FIRST).feedId();

    assertThat(id.equals(other)).isEqualTo(same);
    assertThat(id).matches("urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
  }

  /** Readers know a feed by its id: it must never change. */
  @ParameterizedTest
  @CsvSource({
    "/feed.atom, '', urn:uuid:4d6867b5-7ad3-3317-a876-35fde0b1ce70",
    "/sources/a/feed.atom, '', urn:uuid:6c31fb05-85b2-3443-9dec-90ba5a2d277c",
    "/feed.atom, quay, urn:uuid:5a60eda0-42ce-3d24-aa51-674dedcea34a"
  })
  void hasThisId(String path, String source, String id) {
    Selection filter = source.isEmpty() ? sources() : sources(source);

    assertThat(new FeedRequest("https://a.example", path, filter, FIRST).feedId()).isEqualTo(id);
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          https://a.example,     /feed.atom?source=a
          https://a.example/rdv, /rdv/feed.atom?source=a
          '',                    /feed.atom?source=a
          """)
  void isFoundUnderThePathOfTheService(String base, String location) {
    FeedRequest request = new FeedRequest(base, "/feed.atom", sources("a"), FIRST);

    assertThat(request.location()).isEqualTo(location);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                                      | /feed.rss
          invented=1&b=2&=3&utm_source=x          | /feed.rss
          tag=%41+b&x=y&limit=7&source=b&source=a | /feed.rss?source=a&source=b&tag=A+b&limit=7
          q=%22%3CQuay%3E%22++FERRY&a=1           | /feed.rss?q=quay+ferry
          q=%C3%BC                                | /feed.rss?q=%C3%BC
          since=2026-03-03T13:00:00%2B01:00       | /feed.rss?since=2026-03-03T12%3A00%3A00Z
          """)
  void namesItselfByTheKnownParametersAlone(String query, String self) {
    Parameters parameters = Parameters.of(query);
    Selection filter = FilterParameters.parse(parameters, FilterBounds.USUAL);

    assertThat(request(filter, Paging.of(parameters, 500)).self()).isEqualTo(self);
  }

  @Test
  void hasOneIdOnAllPages() {
    FeedRequest first = request(sources("a"), FIRST);
    FeedRequest second =
        request(sources("a"), new Paging(7, SampleItems.held(SampleItems.item(1, "x")).position()));

    assertThat(second.feedId()).isEqualTo(first.feedId());
  }

  @Test
  void hasOneIdWhateverTheOrderOfItsFilters() {
    FeedRequest one = request(sources("a", "b"), FIRST);
    FeedRequest two = request(sources("b", "a", "b"), FIRST);

    assertThat(two.feedId()).isEqualTo(one.feedId());
    assertThat(request(sources("a"), FIRST).feedId()).isNotEqualTo(one.feedId());
  }

  @Test
  void keepsTheFilterAndTheLimitOnTheNextPage() {
    FeedRequest request = request(sources("a"), new Paging(7, null));

    String next = request.next(SampleItems.held(SampleItems.item(1, "x")).position());

    assertThat(next).startsWith("/feed.rss?source=a&limit=7&before=");
  }

  private static FeedRequest request(Selection filter, Paging page) {
    return new FeedRequest("https://a.example", "/feed.rss", filter, page);
  }

  private static Selection sources(String... ids) {
    MultivaluedMap<String, String> query = new MultivaluedHashMap<>();
    query.addAll("source", ids);
    return FilterParameters.parse(new Parameters(query), FilterBounds.USUAL);
  }
}
