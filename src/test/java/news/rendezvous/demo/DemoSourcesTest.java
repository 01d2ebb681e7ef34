package news.rendezvous.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import news.rendezvous.source.Source;
import org.junit.jupiter.api.Test;

class DemoSourcesTest {

  private record Config(boolean demo) implements DemoConfig {

    @Override
    public Duration demoInterval() {
      return Duration.ofSeconds(30);
    }

    @Override
    public Optional<String> publicUrl() {
      return Optional.empty();
    }
  }

  @Test
  void areThoseThatAreWritten() {
    assertThat(new DemoSources(new Config(true)).ids())
        .containsExactlyInAnyOrderElementsOf(
            DemoSubscription.sources(8080).stream().map(Source::id).toList());
  }

  @Test
  void areNoneWithoutTheDemo() {
    assertThat(new DemoSources(new Config(false)).ids()).isEmpty();
  }
}
