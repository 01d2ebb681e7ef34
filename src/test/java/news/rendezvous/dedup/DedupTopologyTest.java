package news.rendezvous.dedup;

import static news.rendezvous.dedup.Entries.SEEN;
import static news.rendezvous.dedup.Entries.entry;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import news.rendezvous.broker.PoisonRecords;
import news.rendezvous.broker.TestTopics;
import news.rendezvous.broker.Topics;
import news.rendezvous.item.Alias;
import news.rendezvous.item.Amendment;
import news.rendezvous.item.CanonicalUrl;
import news.rendezvous.item.Dispatch;
import news.rendezvous.item.Entry;
import news.rendezvous.item.ItemId;
import news.rendezvous.item.Json;
import news.rendezvous.item.LinkHash;
import news.rendezvous.item.Match;
import news.rendezvous.item.NewsItem;
import news.rendezvous.item.Related;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DedupTopologyTest {

  private static final LinkHash LINK = new LinkHash("0123456789abcdef0123456789abcdef");
  private static final Related QUAY =
      Related.resolved(
          LINK,
          "Quay",
          Related.Kind.STORY,
          List.of(CanonicalUrl.of("http://p.example/quay").orElseThrow()));

  private final Topics topics = TestTopics.named("test");
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  @TempDir private Path state;
  private TopologyTestDriver driver;
  private TestInputTopic<String, byte[]> entries;
  private TestOutputTopic<String, byte[]> items;

  @BeforeEach
  void start() {
    Properties properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
    properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:1");
    properties.put(StreamsConfig.STATE_DIR_CONFIG, state.toString());
    driver =
        new TopologyTestDriver(
            DedupTopology.of(
                topics,
                new Rules(
                    new Decider(50),
                    Duration.ofDays(30),
                    new Tally(metrics),
                    new PoisonRecords(metrics))),
            properties);
    entries =
        driver.createInputTopic(
            topics.entries(), new StringSerializer(), new ByteArraySerializer());
    items =
        driver.createOutputTopic(
            topics.items(), new StringDeserializer(), new ByteArrayDeserializer());
  }

  @AfterEach
  void stop() {
    driver.close();
  }

  @Test
  void writesAStoryOnceHoweverOftenItsEntryComes() throws IOException {
    Entry entry = entry("harbour", "a", "news.example.org/a", "It sails.");

    send(entry, entry, entry);

    List<TestRecord<String, byte[]>> records = items.readRecordsToList();
    assertThat(records).hasSize(1);
    NewsItem item = Json.decode(records.get(0).value(), NewsItem.class);
    assertThat(records.get(0).key()).isEqualTo(item.id().toString());
    assertThat(header(records.get(0), "ce_type")).isEqualTo("news.rendezvous.item.published");
    assertThat(header(records.get(0), "ce_id")).isEqualTo(item.id() + ";1");
    assertThat(header(records.get(0), "ce_source")).isEqualTo("/sources/harbour");
    assertThat(header(records.get(0), "content-type")).isEqualTo("application/json");
  }

  @Test
  void recognisesAStoryByItsUrlFromAnotherSource() {
    send(
        entry("harbour", "a", "news.example.org/a", "It sails."),
        entry("canal", "77", "news.example.org/a", "It sails, they say."));

    assertThat(types()).containsExactly("published", "duplicated");
  }

  @Test
  void learnsNewAliasesOfAKnownStory() {
    send(
        entry("harbour", "a", "news.example.org/a", "It sails."),
        entry("harbour", "a", "news.example.org/moved", "It sails."),
        entry("canal", "77", "news.example.org/moved", "It sails."));

    assertThat(types()).containsExactly("published", "duplicated");
  }

  @Test
  void publishesAChangeAsARevision() {
    send(
        entry("harbour", "a", "news.example.org/a", "It sails."),
        entry("harbour", "a", "news.example.org/a", "It sails again."));

    assertThat(types()).containsExactly("published", "updated");
  }

  @Test
  void setsARecordAsideThatIsNoEntryAndGoesOn() {
    entries.pipeInput("en", "{not json".getBytes(StandardCharsets.UTF_8));
    entries.pipeInput("en", "{\"edition\":\"en\"}".getBytes(StandardCharsets.UTF_8));
    entries.pipeInput("en", null);
    send(entry("harbour", "a", "news.example.org/a", "It sails."));

    assertThat(types()).containsExactly("published");
    assertThat(metrics.get("rendezvous.poison.records").counter().count()).isEqualTo(3);
  }

  @Test
  void makesOneRevisionOfAnAmendmentHoweverOftenItComes() throws IOException {
    Entry entry =
        entry("harbour", "a", "news.example.org/a", "It sails.")
            .referring(List.of(Related.unresolved(LINK, "Quay", List.of())));
    Amendment amendment =
        new Amendment("en", ItemId.of("en", entry.aliases().get(0)), 1, List.of(QUAY), SEEN);

    send(entry, amendment, amendment, entry, amendment);

    List<TestRecord<String, byte[]>> records = items.readRecordsToList();
    assertThat(records).extracting(DedupTopologyTest::type).containsExactly("published", "updated");
    assertThat(related(records.get(1))).containsExactly(QUAY);
  }

  @Test
  void takesNoNoticeOfAnAmendmentOfAnItemThatIsNotKnown() {
    ItemId unknown = ItemId.of("en", new Alias(Match.GUID, "nobody's"));

    send(new Amendment("en", unknown, 1, List.of(QUAY), SEEN));

    assertThat(types()).isEmpty();
    assertThat(metrics.find("rendezvous.poison.records").counter()).isNull();
  }

  @Test
  void namesTheItemThatAReferenceLeadsTo() throws IOException {
    Entry quay = entry("harbour", "q", "p.example/quay", "A quay.");
    Entry ferry = entry("harbour", "a", "news.example.org/a", "It sails.").referring(List.of(QUAY));

    send(quay, ferry);

    List<TestRecord<String, byte[]>> records = items.readRecordsToList();
    assertThat(related(records.get(1)))
        .extracting(Related::item)
        .containsExactly(ItemId.parse(records.get(0).key()).orElseThrow());
  }

  private static List<Related> related(TestRecord<String, byte[]> record) throws IOException {
    return Json.decode(record.value(), NewsItem.class).extension().related();
  }

  private void send(Dispatch... all) {
    for (Dispatch entry : all) {
      entries.pipeInput(entry.edition(), Json.encode(entry));
    }
  }

  private List<String> types() {
    return items.readRecordsToList().stream().map(DedupTopologyTest::type).toList();
  }

  private static String type(TestRecord<String, byte[]> record) {
    String type = header(record, "ce_type");
    return type.substring(type.lastIndexOf('.') + 1);
  }

  private static String header(TestRecord<String, byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }
}
