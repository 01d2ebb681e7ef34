package news.rendezvous.ingest.fetch.http;

import io.vertx.core.net.TrustOptions;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A certificate authority and certificates of it, made by the JDK's keytool. */
public final class Certificates {

  private static final String PASSWORD = "changeit";

  private final Path directory;

  /**
   * @param directory of the key stores
   */
  public Certificates(Path directory) {
    this.directory = directory;
    generate("authority", "-ext", "bc:c");
    signed("valid", "dns:news.example", "-validity", "9");
    signed("expired", "dns:news.example", "-startdate", "-30d", "-validity", "1");
    signed("early", "dns:news.example", "-startdate", "+30d", "-validity", "9");
    signed("other", "dns:other.example", "-validity", "9");
    generate("selfsigned", "-ext", "san=dns:news.example");
  }

  private void signed(String alias, String name, String... options) {
    List<String> all = new ArrayList<>(List.of("-signer", "authority", "-ext", "san=" + name));
    all.addAll(List.of(options));
    generate(alias, all.toArray(String[]::new));
  }

  private void generate(String alias, String... options) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of("-genkeypair", "-alias", alias, "-dname", "CN=" + alias));
    command.addAll(List.of("-keyalg", "EC", "-storetype", "PKCS12", "-storepass", PASSWORD));
    command.addAll(List.of("-keystore", directory.resolve("keys.p12").toString()));
    command.addAll(List.of(options));
    run(command);
  }

  private static void run(List<String> command) {
    try {
      Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
      String said = new String(keytool.getInputStream().readAllBytes());
      if (keytool.waitFor() != 0) {
        throw new IllegalStateException(said);
      }
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private KeyStore keys() throws IOException, GeneralSecurityException {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(directory.resolve("keys.p12"))) {
      keys.load(in, PASSWORD.toCharArray());
    }
    return keys;
  }

  private static KeyStore empty() throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }

  /** Trust store with this authority only. */
  public TrustOptions trust() throws IOException, GeneralSecurityException {
    KeyStore anchors = empty();
    anchors.setCertificateEntry("authority", keys().getCertificate("authority"));
    TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
    factory.init(anchors);
    return TrustOptions.wrap(factory.getTrustManagers()[0]);
  }

  /** Server options with one of the certificates. */
  public ServerSocket listener(String alias) throws IOException, GeneralSecurityException {
    char[] password = PASSWORD.toCharArray();
    KeyStore own = empty();
    own.setKeyEntry(
        "key", keys().getKey(alias, password), password, keys().getCertificateChain(alias));
    KeyManagerFactory factory = KeyManagerFactory.getInstance("PKIX");
    factory.init(own, password);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(factory.getKeyManagers(), null, null);
    return context
        .getServerSocketFactory()
        .createServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
  }
}
