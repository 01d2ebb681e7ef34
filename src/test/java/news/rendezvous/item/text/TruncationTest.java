package news.rendezvous.item.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TruncationTest {

  @Test
  void endsAtAWord() {
    assertThat(Truncation.toLength("The ferry sails at ten", 13)).isEqualTo("The ferry…");
    assertThat(Truncation.toLength("The ferry", 9)).isEqualTo("The ferry");
  }

  @Test
  void removesABidirectionalControlWhoseCounterpartIsCutOff() {
    assertThat(Truncation.toLength("The \u202Eferry sails at ten\u202C", 14))
        .isEqualTo("The ferry…");
    assertThat(Truncation.toBytes("\u2067The ferry sails at ten\u2069", 19))
        .isEqualTo("The ferry…");
  }
}
