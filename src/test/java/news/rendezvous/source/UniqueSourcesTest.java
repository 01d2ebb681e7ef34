package news.rendezvous.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class UniqueSourcesTest {

  private final Map<String, Source> table = new HashMap<>();
  private final UniqueSources unique = new UniqueSources(id -> Optional.ofNullable(table.get(id)));

  @Test
  void forgetsTheUrlsOfSourcesThatAreGone() {
    add("stays", "https://stays.example/feed");

    for (int n = 0; n < 10_000; n++) {
      add("s" + n, "https://gone.example/" + n);
      table.remove("s" + n);
      unique.removed();
    }

    assertThat(unique.size()).isLessThan(5_000);
    assertThat(unique.findByUrl("https://stays.example/feed")).map(Source::id).contains("stays");
    assertThat(unique.findByUrl("https://gone.example/1")).isEmpty();
  }

  @Test
  void aFragmentMakesNoOtherUrl() {
    add("news", "https://news.example/feed.xml#a");

    assertThat(unique.findByUrl("https://news.example/feed.xml")).map(Source::id).contains("news");
    assertThat(unique.findByUrl("https://news.example/feed.xml#b")).isPresent();
    assertThat(unique.findByUrl("https://news.example/feed.xml?b")).isEmpty();
  }

  private void add(String id, String url) {
    Source source = new Source(id, url, null, null, null, null, null, null, true, false);
    table.put(id, source);
    unique.index(source);
  }
}
