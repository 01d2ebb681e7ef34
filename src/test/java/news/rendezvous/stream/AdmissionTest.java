package news.rendezvous.stream;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AdmissionTest {

  private final Admission admission = new Admission(2);

  @Test
  void countsEachAddressForItself() {
    assertThat(admission.enter("192.0.2.1")).isTrue();
    assertThat(admission.enter("192.0.2.1")).isTrue();
    assertThat(admission.enter("192.0.2.1")).isFalse();
    assertThat(admission.enter("192.0.2.2")).isTrue();
  }

  @Test
  void letsInAgainWhenOneLeaves() {
    admission.enter("192.0.2.1");
    admission.enter("192.0.2.1");

    admission.leave("192.0.2.1");

    assertThat(admission.enter("192.0.2.1")).isTrue();
    assertThat(admission.enter("192.0.2.1")).isFalse();
  }
}
