package news.rendezvous.view.saved;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import news.rendezvous.serve.query.FilterBounds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfiguredViewsTest {

  private static final SavedView BOATS =
      new SavedView(
          "boats",
          "Boats, ships",
          null,
          "ferry OR boat",
          List.of("quay", "pier"),
          List.of(),
          List.of("en"),
          List.of(),
          true);

  private static ConfiguredViews views(Map<String, String> environment) {
    SavedViewsConfig config =
        new SmallRyeConfigBuilder()
            .withMapping(SavedViewsConfig.class)
            .withSources(new EnvConfigSource(environment, 300))
            .build()
            .getConfigMapping(SavedViewsConfig.class);
    return new ConfiguredViews(config, FilterBounds.USUAL);
  }

  private static ConfiguredViews boats() {
    return views(
        Map.of(
            "RENDEZVOUS_VIEWS_BOATS_TITLE", "Boats, ships",
            "RENDEZVOUS_VIEWS_BOATS_Q", "ferry OR boat",
            "RENDEZVOUS_VIEWS_BOATS_SOURCE", "quay,pier",
            "RENDEZVOUS_VIEWS_BOATS_LANG", "en"));
  }

  private static SavedView titled(SavedView view, String title) {
    return new SavedView(
        view.id(),
        title,
        view.description(),
        view.q(),
        view.source(),
        view.tag(),
        view.lang(),
        view.webhooks(),
        view.configured());
  }

  @Test
  void writesWhatTheTopicLacksOrHasOtherwise() {
    assertThat(boats().changed(List.of())).containsExactly(BOATS);
    assertThat(boats().changed(List.of(titled(BOATS, "Other")))).containsExactly(BOATS);
    assertThat(boats().changed(List.of(BOATS))).isEmpty();
    assertThat(boats().isNamed("boats")).isTrue();
  }

  @Test
  void dropsWhatItNoLongerNamesAndNoOther() {
    SavedView own =
        new SavedView("own", "Own", null, null, List.of(), List.of(), List.of(), List.of(), false);

    assertThat(views(Map.of()).dropped(List.of(BOATS, own))).containsExactly("boats");
    assertThat(boats().dropped(List.of(BOATS, own))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          Q      | "open                                          | rendezvous.views.boats.q has a quotation mark that is not closed (character 1)
          SOURCE | a b                                            | rendezvous.views.boats.source must be a source id
          LANG   | e_n                                            | rendezvous.views.boats.lang must be a language
          TITLE  | ` `                                            | rendezvous.views.boats.title must be 1 to 1024 characters
          TAG    | a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p,q,r,s,t,u      | rendezvous.views.boats.tag has 21 values; it may have at most 20
          """)
  void namesTheKeyOfAMistake(String member, String value, String message) {
    Map<String, String> environment = new HashMap<>(Map.of("RENDEZVOUS_VIEWS_BOATS_TITLE", "B"));
    environment.put("RENDEZVOUS_VIEWS_BOATS_" + member, value);

    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> views(environment))
        .withMessageStartingWith(message);
  }
}
