package news.rendezvous.serve.http.backpressure;

import io.quarkus.runtime.configuration.MemorySize;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import news.rendezvous.serve.http.HttpConfig;

/** Limits that a test reaches soon. */
record TestHttpConfig(Duration drainTimeout, long memory, int maxDirectMemory)
    implements HttpConfig {

  @Override
  public boolean h2c() {
    return true;
  }

  @Override
  public OptionalInt managementPort() {
    return OptionalInt.empty();
  }

  @Override
  public Optional<MemorySize> responseMemory() {
    return Optional.of(new MemorySize(BigInteger.valueOf(memory)));
  }

  @Override
  public int sendBuffer() {
    return 16 << 10;
  }
}
