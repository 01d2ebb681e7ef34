package news.rendezvous.dedup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static news.rendezvous.dedup.TestEntries.entry;
import static news.rendezvous.dedup.TestEntries.sketched;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import news.rendezvous.dedup.store.StoreLayout;
import news.rendezvous.dedup.streams.StageRun.Generation;
import news.rendezvous.item.Entry;
import news.rendezvous.kafka.topic.TestTopics;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The state store to the byte, keys and values in hexadecimal. Another form needs another name of
 * the store, see {@link StoreLayout}.
 */
class StoredStoryTest {

  private static final Entry FERRY =
      sketched(entry("quay", "a", "quay.example/a", "It sails."), "ab", "a");
  private static final Entry COPY = entry("pier", "b", "quay.example/a", "It sails.");

  private static final String ITEM =
      """
      {"id":"urn:uuid:f3480c15-1432-5458-ab7c-dff126da643b","url":"https://quay.example/a","title":"Title",\
      "content_text":"It sails.","date_published":"2026-03-01T08:00:00Z","language":"en","_rendezvous":{"edition":"en",\
      "source":{"id":"quay","url":"https://quay.example.org/feed"},"guid":"a","revision":2,\
      "first_seen":"2026-03-03T10:00:00Z","timeline":"2026-03-03T10:00:00Z",\
      "duplicates":[{"source":"pier","url":"https://quay.example/a","guid":"b","match":"url","seen":"2026-03-03T10:00:00Z"}],\
      "duplicate_count":1}}""";

  private static final Map<String, String> STORED =
      Map.of(
          "610000019cb76e8700f3480c1514325458ab7cdff126da643b",
          "",
          "62656e0a6161616161",
          "f3480c1514325458ab7cdff126da643b",
          "62656e0a6262626262",
          "f3480c1514325458ab7cdff126da643b",
          "69f3480c1514325458ab7cdff126da643b",
          HexFormat.of().formatHex(ITEM.getBytes(UTF_8)),
          "6e321a51631b085e9d925ce97c9d700294",
          "01f3480c1514325458ab7cdff126da643b",
          "6ea40a8ca2bc7f577eb79834804100d0fa",
          "01f3480c1514325458ab7cdff126da643b",
          "6ef3480c1514325458ab7cdff126da643b",
          "000002656e0000019cb76e8700000000019cb323e500001f66696e6765727072696e74206f66205469746c653a"
              + "204974207361696c732e00000040"
              + "61".repeat(64)
              + "000a6161616161626262626200000064010000000000020004717561791bf9ee900004706965721bf9ee90"
              + "f3480c1514325458ab7cdff126da643ba40a8ca2bc7f577eb79834804100d0fa"
              + "321a51631b085e9d925ce97c9d700294");

  @TempDir private Path dir;

  /** Kafka Streams derives names of topics and directories from these. */
  @Test
  void liesInTheStoreOfThisTopology() {
    Generation generation = new Generation(Uuid.ZERO_UUID, Uuid.ZERO_UUID);
    DedupContext dedup =
        StageFixture.context(
            new StoreLayout(12), StageFixture.NO_TOPICS, generation, new SimpleMeterRegistry());

    assertThat(DedupTopology.of(TestTopics.named("news"), dedup).describe())
        .hasToString(
            """
            Topologies:
               Sub-topology: 0
                Source: entries (topics: [news.entries])
                  --> decision
                Processor: decision (stores: [memory-5-of-12])
                  --> home, items
                  <-- entries
                Sink: home (topic: news.entries)
                  <-- decision
                Sink: items (topic: news.items)
                  <-- decision

            """);
  }

  @Test
  void isWrittenAsTheseBytes() {
    try (StageFixture stage = new StageFixture(dir)) {
      stage.send(FERRY, COPY);

      assertThat(stage.stored()).isEqualTo(STORED);
    }
  }

  @Test
  void isRecognisedByTheseBytes() {
    try (StageFixture stage = new StageFixture(dir)) {
      stage.store(STORED);

      stage.send(FERRY, COPY);

      assertThat(stage.types()).isEmpty();
    }
  }
}
