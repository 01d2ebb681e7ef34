package news.rendezvous.serve.format;

import static news.rendezvous.serve.format.SampleItems.document;
import static news.rendezvous.serve.format.SampleItems.item;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.configuration.MemorySize;
import java.math.BigInteger;
import java.util.List;
import java.util.stream.Stream;
import news.rendezvous.item.NewsItem;
import news.rendezvous.item.text.XmlCharacters;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Contract of every format. The documents are read back by parsers that are not ours. */
public abstract class FeedFormatContract {

  public static final MemorySize ROOM = new MemorySize(BigInteger.valueOf(1_000_000));

  /** The format under test. */
  abstract FeedFormat format();

  /** A document as an independent parser reads it; fails for one that is not well-formed. */
  abstract Read read(byte[] document);

  /** A text without the characters that not every format can carry. */
  abstract String readable(String text);

  record Read(
      String title,
      String self,
      @Nullable String next,
      List<String> ids,
      List<@Nullable String> titles) {}

  @Test
  void carriesTheIdsInTheirOrder() {
    NewsItem[] items = {item(1, "One"), item(2, "Two"), item(3, "Three")};

    Read read = read(format().render(document(items)));

    assertThat(read.ids())
        .containsExactly(
            items[0].id().toString(), items[1].id().toString(), items[2].id().toString());
    assertThat(read.titles()).containsExactly("One", "Two", "Three");
  }

  @Test
  void isADocumentWithoutItemsToo() {
    Read read = read(format().render(document()));

    assertThat(read.title()).isEqualTo("Harbour news");
    assertThat(read.ids()).isEmpty();
  }

  @Test
  void namesItselfAndTheNextPage() {
    String next = "/feed?a=1&before=x";

    Read read = read(format().render(document(SampleItems.HEAD, next, item(1, "One"))));

    assertThat(read.self()).isEqualTo("https://news.example.org/feed?a=1&b=2");
    assertThat(read.next()).isEqualTo("https://news.example.org/feed?a=1&before=x");
  }

  @Test
  void namesNoNextPageOnTheLast() {
    assertThat(read(format().render(document(item(1, "One")))).next()).isNull();
  }

  static Stream<String> hostileTexts() {
    return Stream.of(
        "a\0b",
        "bell \u0007 and \b",
        "]]>",
        "</title></item></entry><script>alert(1)</script>",
        "&bogus; &#0; <![CDATA[",
        "\uFFFE and \uFFFF",
        "a ferry 🚢 and 𠮷",
        "line\nfeed\r\nid: 999",
        "\"quotes\" and 'quotes'");
  }

  @ParameterizedTest
  @MethodSource("hostileTexts")
  void oneHostileTitleHurtsNoOther(String title) {
    byte[] document =
        format().render(document(item(1, "Before"), item(2, title), item(3, "After")));

    assertThat(read(document).titles()).containsExactly("Before", readable(title), "After");
  }

  @ParameterizedTest
  @MethodSource("hostileTexts")
  void takesAHostileFeedTitle(String title) {
    FeedMetadata head =
        new FeedMetadata(title, "https://news.example.org/", title, title, title, List.of(title));

    Read read = read(format().render(document(head, null, item(1, "One"))));

    assertThat(read.title()).isEqualTo(readable(XmlCharacters.only(title)));
    assertThat(read.titles()).containsExactly("One");
  }

  @ParameterizedTest
  @MethodSource("halfPairs")
  void dropsHalvesOfSurrogatePairsFromTheHead(String title) {
    FeedMetadata head =
        new FeedMetadata(title, "https://news.example.org/", null, null, null, List.of());

    Read read = read(format().render(document(head, null)));

    assertThat(read.title()).isEqualTo("ab");
  }

  static Stream<String> halfPairs() {
    return Stream.of("a\uD83Db", "a\uDEA2b", "ab\uD83D", "\uDEA2ab");
  }

  @Test
  void toleratesItemsWithoutTitle() {
    Read read = read(format().render(document(item(1, (String) null))));

    assertThat(read.ids()).hasSize(1);
  }

  @Test
  void isTheSameBytesEveryTime() {
    FeedFormat format = format();
    FeedDocument document = document(item(1, "One"), SampleItems.rich());

    byte[] first = format.render(document);
    byte[] second = format.render(document);

    assertThat(second).isEqualTo(first);
  }
}
