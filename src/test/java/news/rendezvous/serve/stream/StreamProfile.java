package news.rendezvous.serve.stream;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** Running service with small bounds. */
public class StreamProfile implements QuarkusTestProfile {

  static final int BUFFER = 64;
  static final int CONNECTIONS = 12;

  @Override
  public Map<String, String> getConfigOverrides() {
    return Map.of(
        "rendezvous.stream.heartbeat", "200ms",
        "rendezvous.stream.buffer", String.valueOf(BUFFER),
        "rendezvous.stream.connections-per-address", String.valueOf(CONNECTIONS));
  }
}
