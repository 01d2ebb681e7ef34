package news.rendezvous.ingest.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class BoilerplateTest {

  private static final String NOTE =
      "Subscribe to our newsletter, and never miss a story! 版权所有，未经书面授权不得转载。";

  @Test
  void leavesWhatAnEntryAloneSays() {
    Boilerplate shared = boilerplate(entries("%s " + NOTE));

    assertThat(shared.without("The ferry sails again. " + NOTE).strip())
        .isEqualTo("The ferry sails again.");
  }

  @Test
  void readsMarkupAsItCame() {
    Boilerplate shared = boilerplate(entries("<p>%s</p><p class=n>" + NOTE + "</p>"));

    assertThat(shared.without(NOTE)).isBlank();
  }

  @Test
  void keepsWhatOnlyTwoShareAndWhatIsBrief() {
    String twice = "The harbour board met on Monday in the market hall.";

    Boilerplate shared = boilerplate(List.of(twice + " Read on.", twice + " Read on.", "Read on."));

    assertThat(shared.without(twice + " Read on.")).isEqualTo(twice + " Read on.");
  }

  @Test
  void keepsAllOfALongText() {
    Boilerplate shared = boilerplate(entries("%s " + NOTE));
    String text = NOTE + " The ferry sails again.".repeat(200);

    assertThat(shared.without(text)).isEqualTo(text);
  }

  private static Boilerplate boilerplate(List<String> contents) {
    return new Boilerplate(contents::stream);
  }

  private static List<String> entries(String form) {
    return List.of("A goat ate the minutes.", "Snow fell on the quay.", "The mill is sold.")
        .stream()
        .map(form::formatted)
        .toList();
  }
}
