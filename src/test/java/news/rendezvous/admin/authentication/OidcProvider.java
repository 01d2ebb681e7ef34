package news.rendezvous.admin.authentication;

import com.sun.net.httpserver.HttpServer;
import io.smallrye.jwt.build.Jwt;
import io.smallrye.jwt.build.JwtClaimsBuilder;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** An OpenID Connect provider on the loopback: its discovery document, its keys and its tokens. */
final class OidcProvider {

  /** The audience of its tokens. */
  static final String AUDIENCE = "rendezvous";

  private static final String KEY_ID = "first";

  private final String url;
  private final KeyPair keys = keys();
  private @Nullable HttpServer server;

  /** A provider that is down. */
  OidcProvider(String url) {
    this.url = url;
  }

  void start() throws IOException {
    server =
        HttpServer.create(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), URI.create(url).getPort()), 0);
    serve(
        server,
        "/.well-known/openid-configuration",
        "{\"issuer\":\"%1$s\",\"jwks_uri\":\"%1$s/keys\",\"token_endpoint\":\"%1$s/token\"}"
            .formatted(url));
    RSAPublicKey key = (RSAPublicKey) keys.getPublic();
    serve(
        server,
        "/keys",
        "{\"keys\":[{\"kty\":\"RSA\",\"use\":\"sig\",\"alg\":\"RS256\",\"kid\":\"%s\",\"n\":\"%s\",\"e\":\"%s\"}]}"
            .formatted(KEY_ID, encoded(key.getModulus()), encoded(key.getPublicExponent())));
    server.start();
  }

  void stop() {
    if (server != null) {
      server.stop(0);
    }
  }

  /** A token that is valid for five minutes from an instant. */
  String token(JwtClaimsBuilder claims, Instant from) {
    return signed(claims.issuer(url).audience(AUDIENCE), from);
  }

  /** A token for any audience of any issuer, by this provider's key. */
  String signed(JwtClaimsBuilder claims, Instant from) {
    return claims
        .issuedAt(from)
        .expiresAt(from.plusSeconds(300))
        .jws()
        .keyId(KEY_ID)
        .sign(keys.getPrivate());
  }

  /** A token that another key signed. */
  String forged() {
    return Jwt.issuer(url)
        .audience(AUDIENCE)
        .groups("admin")
        .expiresIn(300)
        .jws()
        .keyId(KEY_ID)
        .sign(keys().getPrivate());
  }

  private static void serve(HttpServer server, String path, String json) {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    server.createContext(
        path,
        exchange -> {
          exchange.getResponseHeaders().set("Content-Type", "application/json");
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
  }

  private static String encoded(BigInteger number) {
    byte[] bytes = number.toByteArray();
    int sign = bytes[0] == 0 ? 1 : 0;
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(Arrays.copyOfRange(bytes, sign, bytes.length));
  }

  private static KeyPair keys() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return generator.generateKeyPair();
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
