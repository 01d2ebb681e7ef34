package news.rendezvous.serve.stream;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ConnectionLimitTest {

  private final StreamRoute.ConnectionLimit connections = new StreamRoute.ConnectionLimit(2);

  @Test
  void limitsEachAddressSeparately() {
    assertThat(connections.tryAcquire("192.0.2.1")).isTrue();
    assertThat(connections.tryAcquire("192.0.2.1")).isTrue();
    assertThat(connections.tryAcquire("192.0.2.1")).isFalse();
    assertThat(connections.tryAcquire("192.0.2.2")).isTrue();
  }

  @Test
  void admitsAnotherAfterARelease() {
    connections.tryAcquire("192.0.2.1");
    connections.tryAcquire("192.0.2.1");

    connections.release("192.0.2.1");

    assertThat(connections.tryAcquire("192.0.2.1")).isTrue();
    assertThat(connections.tryAcquire("192.0.2.1")).isFalse();
  }
}
