package news.rendezvous.item.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BidiControlsTest {

  // E embeds (RLE), O overrides (RLO), P pops them (PDF); I isolates (RLI), J pops that (PDI).
  private static String text(String letters) {
    return letters
        .replace('E', '\u202B')
        .replace('O', '\u202E')
        .replace('P', '\u202C')
        .replace('I', '\u2067')
        .replace('J', '\u2069');
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          abc,        abc
          aObc,       abc
          aPb,        ab
          aJb,        ab
          aObPc,      aObPc
          aIbJc,      aIbJc
          EaObPc,     aObPc
          aIbOcJd,    aIbcJd
          aEbIcPdJe,  abIcdJe
          aEbIcPdJeP, aEbIcdJeP
          aEIbJP,     aEIbJP
          IIaJ,       IaJ
          aObJcP,     aObcP
          """)
  void removesControlsWithoutCounterparts(String text, String paired) {
    assertThat(BidiControls.paired(text(text))).isEqualTo(text(paired));
  }
}
