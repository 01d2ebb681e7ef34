package news.rendezvous.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.List;
import java.util.Map;
import java.util.Set;
import news.rendezvous.item.url.FeedUrl;
import news.rendezvous.source.ConfiguredSources.Difference;
import news.rendezvous.source.ConfiguredSources.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfiguredSourcesTest {

  @Test
  void writesSourcesThatAreMissingInTheTopic() {
    ConfiguredSources sources = at("https://x.example/feed?to=a@b.example");

    assertThat(sources.differences(List.of()))
        .extracting(Difference::source)
        .extracting(Source::id, Source::url, Source::configured)
        .containsExactly(tuple("quay", FeedUrl.of("https://x.example/feed?to=a@b.example"), true));
  }

  @Test
  void describesTheDifference() {
    Source quay = at("https://x.example/feed").differences(List.of()).get(0).source();
    ConfiguredSources others = at("https://y.example/feed");
    ConfiguredSources none = new ConfiguredSources(Map::of, List.of());

    assertThat(others.differences(List.of()))
        .extracting(Difference::kind)
        .extracting(Kind::toString)
        .containsExactly("added, since the configuration names it");
    assertThat(others.differences(List.of(quay)))
        .extracting(Difference::kind)
        .extracting(Kind::toString)
        .containsExactly("changed to what the configuration says");
    assertThat(none.differences(List.of(quay)))
        .containsExactly(new Difference(quay.disabled(), Kind.DISABLED));
    assertThat(Kind.DISABLED)
        .hasToString("disabled, since the configuration no longer names it; its stories are kept");
    assertThat(none.differences(List.of(quay.disabled()))).isEmpty();
  }

  @Test
  void keepsBundledSources() {
    Source quay = at("https://x.example/feed").differences(List.of()).get(0).source();

    assertThat(
            new ConfiguredSources(Map::of, List.of(() -> Set.of("quay")))
                .differences(List.of(quay)))
        .isEmpty();
    assertThat(new ConfiguredSources(Map::of, List.of(Set::of)).differences(List.of(quay)))
        .extracting(Difference::kind)
        .containsExactly(Kind.DISABLED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://ines:secret@x.example/feed", "https://ines@x.example"})
  void rejectsAPasswordInTheUrl(String url) {
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
    return new ConfiguredSources(config, List.of());
  }
}
