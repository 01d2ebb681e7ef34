package news.rendezvous.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.rometools.rome.feed.synd.SyndEntry;
import com.rometools.rome.feed.synd.SyndFeed;
import com.rometools.rome.io.SyndFeedInput;
import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import news.rendezvous.demo.SampleTimetable.Published;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SampleFeedTest {

  private static final Instant START = Instant.parse("2026-05-04T12:00:00Z");
  private static final String BASE = "http://127.0.0.1:8080";
  private static final Pattern REFERENCE = Pattern.compile("link=([0-9a-f]{32})");
  private static final SampleFeed ENGLISH = new SampleFeed(SampleSource.DEMO, BASE);

  @ParameterizedTest
  @EnumSource(value = SampleSource.class, names = "BULLETIN", mode = EnumSource.Mode.EXCLUDE)
  void isReadByAFeedParser(SampleSource source) throws Exception {
    SyndFeed feed = read(source, START.plusSeconds(7200));

    assertThat(feed.getTitle()).isNotBlank();
    assertThat(feed.getLanguage()).isEqualTo(source == SampleSource.CHINESE ? "zh" : "en");
    assertThat(feed.getEntries()).hasSize(30);
    assertThat(feed.getEntries())
        .allSatisfy(
            entry -> {
              assertThat(entry.getTitle()).isNotBlank();
              assertThat(entry.getLink()).startsWith(BASE + "/demo/stories/");
              assertThat(entry.getPublishedDate()).isBeforeOrEqualTo(START.plusSeconds(7200));
              assertThat(body(entry)).isNotBlank();
            });
    assertThat(feed.getEntries()).extracting(SyndEntry::getUri).doesNotHaveDuplicates();
  }

  @Test
  void writesAStoryWithAPictureAsHtmlInTheDialect() throws Exception {
    var body = Jsoup.parse(body(entry(SampleSource.DEMO, "fog-bell-volunteers")));

    assertThat(body.select("p").eachText())
        .startsWith("Source:Harbour Towns News Client")
        .endsWith("Produced by the Harbour Towns Sample Department");
    assertThat(body.select("p").get(1).text()).startsWith("The Rendezvous News On 4 May, a roster");
    assertThat(body.select("img").attr("src"))
        .isEqualTo(BASE + "/demo/getUrls?link=" + hash("dawn"));
    assertThat(body.select("a").eachAttr("href"))
        .containsExactly(
            BASE + "/demo/getUrls?link=" + hash("night-ferry-lantern"),
            BASE + "/demo/getUrls?link=" + hash("a-lighthouse-that-was-never-built"));
    assertThat(body.text()).contains("eleven signatures. Meeting point reporter Ines Bower");
  }

  @Test
  void writesAStoryWithoutAPictureAsTextInTheDialect() throws Exception {
    List<String> lines =
        List.of(body(entry(SampleSource.DEMO, "clockmakers-school")).strip().split("\n\n"));

    assertThat(lines)
        .startsWith("Source:Harbour Towns News Client")
        .contains(
            "getUrls?link="
                + hash("tide-clock-mended")
                + " - Tide clock of Saltmere keeps time after nine years")
        .endsWith("Produced by the Harbour Towns Sample Department");
  }

  @Test
  void writesChineseStoriesInTheDialect() throws Exception {
    var body = Jsoup.parse(body(entry(SampleSource.CHINESE, "zh-tide-clock")));

    assertThat(body.select("p").first().text()).isEqualTo("来源：港湾诸镇新闻客户端");
    assertThat(body.select("p").get(1).text()).startsWith("交汇点讯 5月4日，盐湾鱼市");
    assertThat(body.text()).contains("晚一点。 交汇点记者 周砚、何小汀");
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          DEMO, library-of-borrowed-umbrellas, ''
          WIRE, library-of-borrowed-umbrellas, ?utm_source=tidewater
          """)
  void letsTheWireCarryAStoryUnderTheSamePermalinkButForTracking(
      SampleSource source, String slug, String query) throws Exception {
    SyndEntry entry = entry(source, slug);

    assertThat(entry.getLink()).isEqualTo(BASE + "/demo/stories/" + slug + query);
    assertThat(entry.getUri()).isEqualTo("tag:" + source.id + ".example,2026:" + slug);
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          DEMO,    41, a-lighthouse-that-was-never-built
          CHINESE, 25, 从未建成的塔
          """)
  void refersToStoriesThatExistButForOne(SampleSource source, int stories, String lost) {
    SampleFeed feed = new SampleFeed(source, BASE);
    List<String> known =
        Stream.concat(feed.slugs().stream(), SampleResources.PICTURES.stream())
            .map(SampleFeedTest::hash)
            .toList();

    Set<String> unknown =
        feed.slugs().stream()
            .map(slug -> feed.entry(new Published(slug, START, null)).orElseThrow())
            .flatMap(entry -> REFERENCE.matcher(body(entry)).results())
            .map(found -> found.group(1))
            .filter(hash -> !known.contains(hash))
            .collect(Collectors.toSet());

    assertThat(feed.slugs()).hasSize(stories).doesNotHaveDuplicates();
    assertThat(unknown).containsExactly(hash(lost));
  }

  @Test
  void makesTheSameNoticesOfTheSameTime() {
    Published notices = new Published("notices-en-1777896360", START.plusSeconds(360), null);

    SyndEntry one = ENGLISH.entry(notices).orElseThrow();

    assertThat(one.getTitle()).startsWith("Notices of 4 May, 12:06: ");
    assertThat(one).isEqualTo(new SampleFeed(SampleSource.DEMO, BASE).entry(notices).orElseThrow());
  }

  @ParameterizedTest
  @ValueSource(strings = {"notices-en-1777896090", "fog-bell-volunteers", "bean-of-many-colours"})
  void appendsACorrection(String slug) {
    Instant corrected = START.plusSeconds(120);

    SyndEntry before = ENGLISH.entry(new Published(slug, START, null)).orElseThrow();
    SyndEntry after = ENGLISH.entry(new Published(slug, START, corrected)).orElseThrow();

    assertThat(body(before)).doesNotContain("Correction", "{", "}");
    assertThat(body(after)).contains("Correction:at 12:02 the spelling").doesNotContain("{", "}");
    assertThat(after.getForeignMarkup())
        .singleElement()
        .extracting("value")
        .isEqualTo("2026-05-04T12:02:00Z");
  }

  @Test
  void dependsOnNothingButTheStories() {
    byte[] early = feed(SampleSource.DEMO, START.plusSeconds(1));
    byte[] late = feed(SampleSource.DEMO, START.plusSeconds(29));
    byte[] next = feed(SampleSource.DEMO, START.plusSeconds(30));

    assertThat(late).isEqualTo(early).isNotEqualTo(next);
  }

  private SyndEntry entry(SampleSource source, String slug) throws Exception {
    return read(source, START).getEntries().stream()
        .filter(entry -> entry.getUri().endsWith(":" + slug))
        .findAny()
        .orElseThrow();
  }

  private SyndFeed read(SampleSource source, Instant now) throws Exception {
    var bytes = new ByteArrayInputStream(feed(source, now));
    return new SyndFeedInput().build(new InputStreamReader(bytes, StandardCharsets.UTF_8));
  }

  private static byte[] feed(SampleSource source, Instant now) {
    SampleFeed feed = new SampleFeed(source, BASE);
    List<String> slugs = source == SampleSource.CHINESE ? feed.slugs() : ENGLISH.slugs();
    return feed.write(
        new SampleTimetable(START, Duration.ofSeconds(30), slugs, source).published(now));
  }

  private static String body(SyndEntry entry) {
    return entry.getContents().isEmpty()
        ? entry.getDescription().getValue()
        : entry.getContents().get(0).getValue();
  }

  private static String hash(String slug) {
    return SampleResources.link(slug).toString();
  }
}
