package news.rendezvous.launch;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.ConfigMapping;
import news.rendezvous.ClassIndex;
import org.junit.jupiter.api.Test;

class ConfigKeysTest {

  @Test
  void listsEveryMapping() {
    assertThat(ConfigKeys.MAPPINGS)
        .containsExactlyInAnyOrderElementsOf(ClassIndex.annotatedWith(ConfigMapping.class));
  }

  @Test
  void readsNamesAndTypes() {
    assertThat(ConfigKeys.all())
        .extracting(key -> key.name() + " " + key.type().getSimpleName())
        .contains(
            "rendezvous.resolve.wait Duration",
            "rendezvous.fetch.allowed-networks Cidr",
            "rendezvous.poll.readers int",
            "rendezvous.embedded-kafka.port int",
            "rendezvous.sources.*.url String");
  }
}
