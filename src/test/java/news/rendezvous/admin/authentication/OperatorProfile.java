package news.rendezvous.admin.authentication;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;

/** The service with a management port, and with a provider of tokens that is down at the start. */
public class OperatorProfile implements QuarkusTestProfile {

  static final String PROVIDER = "quarkus.oidc.auth-server-url";
  static final String PORT = "rendezvous.http.management-port";

  @Override
  public Map<String, String> getConfigOverrides() {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try (ServerSocket provider = new ServerSocket(0, 1, loopback);
        ServerSocket management = new ServerSocket(0, 1, loopback)) {
      return Map.of(
          PROVIDER,
          "http://127.0.0.1:" + provider.getLocalPort(),
          PORT,
          String.valueOf(management.getLocalPort()),
          "quarkus.oidc.token.audience",
          OidcProvider.AUDIENCE,
          "rendezvous.admin.max-failures",
          "1000");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
