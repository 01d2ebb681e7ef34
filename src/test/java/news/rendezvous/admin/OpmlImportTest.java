package news.rendezvous.admin;

import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import news.rendezvous.serve.http.ReadyService;
import news.rendezvous.source.SourceRegistry;
import news.rendezvous.source.opml.OpmlOutline;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class OpmlImportTest {

  private static final String URL = "http://127.0.0.1:9999/left-alone.xml";

  @Inject OpmlImport imports;
  @Inject SourceRegistry sources;

  @BeforeEach
  void waitUntilReady() {
    ReadyService.awaitView();
  }

  @Test
  void goesOnWhenNobodyReadsItsReportsAnyMore() {
    List<OpmlOutline> outlines =
        List.of(new OpmlOutline("Left alone", URL, null, null, Map.of("enabled", "false")));

    AssertSubscriber<ImportReport> reader =
        imports.run(outlines).subscribe().withSubscriber(AssertSubscriber.create(1));
    reader.awaitNextItem().cancel();

    await().atMost(Duration.ofSeconds(30)).until(() -> sources.findByUrl(URL).isPresent());
  }
}
