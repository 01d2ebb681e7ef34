package news.rendezvous.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfiguredSourcesTest {

  @Test
  void areWrittenWhereTheTopicDoesNotHaveThem() {
    ConfiguredSources sources = at("https://x.example/feed?to=a@b.example");

    assertThat(sources.differences(List.of()))
        .extracting(Source::id, Source::url, Source::configured)
        .containsExactly(tuple("quay", "https://x.example/feed?to=a@b.example", true));
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://ines:secret@x.example/feed", "https://ines@x.example"})
  void mayNotHaveAPasswordInTheirAddress(String url) {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> at(url))
        .withMessageContaining("rendezvous.sources.quay.url")
        .withMessageNotContaining("secret");
  }

  private static ConfiguredSources at(String url) {
    SourcesConfig config =
        new SmallRyeConfigBuilder()
            .withMapping(SourcesConfig.class)
            .withDefaultValue("rendezvous.sources.quay.url", url)
            .build()
            .getConfigMapping(SourcesConfig.class);
    return new ConfiguredSources(config);
  }
}
