package news.rendezvous.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Security of a cluster: none, or TLS by a certificate authority of its own, log-in by SCRAM, and
 * ACLs that deny what they do not allow.
 */
public sealed interface KafkaSecurity {

  /** Password of every user. */
  String PASSWORD = "quay-and-tide";

  String protocol();

  Map<String, String> ofBrokers();

  Map<String, Object> ofAdministrator();

  /** Users, as kafka-storage.sh takes them. */
  List<String> users();

  /** Everybody may do everything. */
  static KafkaSecurity none() {
    return new None();
  }

  /** SASL_SSL with SCRAM-SHA-512 and ACLs; keys and certificates are written to a directory. */
  static KafkaSecurity scram(Path directory, String user) throws IOException, InterruptedException {
    return Scram.create(directory, user);
  }

  record None() implements KafkaSecurity {

    @Override
    public String protocol() {
      return "PLAINTEXT";
    }

    @Override
    public Map<String, String> ofBrokers() {
      return Map.of();
    }

    @Override
    public Map<String, Object> ofAdministrator() {
      return new HashMap<>();
    }

    @Override
    public List<String> users() {
      return List.of();
    }
  }

  /**
   * TLS, SCRAM and ACLs.
   *
   * @param authority certificate of the authority, PEM
   * @param keys key and certificate of the brokers, PKCS #12
   */
  record Scram(Path authority, Path keys, String user) implements KafkaSecurity {

    private static final String ADMINISTRATOR = "administrator";
    private static final String MECHANISM = "SCRAM-SHA-512";

    private static Scram create(Path directory, String user)
        throws IOException, InterruptedException {
      Path ca = directory.resolve("ca.p12");
      Path keys = directory.resolve("broker.p12");
      Path request = directory.resolve("broker.csr");
      Path signed = directory.resolve("broker.pem");
      Path authority = directory.resolve("ca.pem");
      keytool(ca, "-genkeypair -alias ca -dname CN=Harbour-CA -keyalg EC -ext bc:c");
      keytool(ca, "-exportcert -rfc -alias ca -file " + authority);
      keytool(keys, "-genkeypair -alias broker -dname CN=broker -keyalg EC");
      keytool(keys, "-certreq -alias broker -file " + request);
      keytool(
          ca,
          "-gencert -rfc -alias ca -ext san=ip:127.0.0.1 -infile %s -outfile %s"
              .formatted(request, signed));
      keytool(keys, "-importcert -noprompt -alias ca -file " + authority);
      keytool(keys, "-importcert -noprompt -alias broker -file " + signed);
      return new Scram(authority, keys, user);
    }

    private static void keytool(Path store, String arguments)
        throws IOException, InterruptedException {
      List<String> command =
          Stream.concat(
                  Stream.of(
                      Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                      "-keystore",
                      store.toString(),
                      "-storetype",
                      "PKCS12",
                      "-storepass",
                      PASSWORD),
                  Stream.of(arguments.split(" ")))
              .toList();
      Path log = store.resolveSibling("keytool.log");
      int code =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
              .start()
              .waitFor();
      if (code != 0) {
        throw new IOException("keytool " + arguments + ": " + Files.readString(log));
      }
    }

    @Override
    public String protocol() {
      return "SASL_SSL";
    }

    @Override
    public Map<String, String> ofBrokers() {
      return Map.of(
          "ssl.keystore.type",
          "PKCS12",
          "ssl.keystore.location",
          keys.toString(),
          "ssl.keystore.password",
          PASSWORD,
          "sasl.enabled.mechanisms",
          MECHANISM,
          "sasl.mechanism.inter.broker.protocol",
          MECHANISM,
          "listener.name.clients.scram-sha-512.sasl.jaas.config",
          login(ADMINISTRATOR),
          "ssl.truststore.type",
          "PEM",
          "ssl.truststore.location",
          authority.toString(),
          "authorizer.class.name",
          "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
          // The listener of the controllers, on 127.0.0.1 too, has no log-in.
          "super.users",
          "User:ANONYMOUS;User:" + ADMINISTRATOR);
    }

    @Override
    public Map<String, Object> ofAdministrator() {
      return new HashMap<>(
          Map.of(
              "security.protocol", protocol(),
              "sasl.mechanism", MECHANISM,
              "sasl.jaas.config", login(ADMINISTRATOR),
              "ssl.truststore.type", "PEM",
              "ssl.truststore.location", authority.toString()));
    }

    private static String login(String user) {
      return "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"%s\" password=\"%s\";"
          .formatted(user, PASSWORD);
    }

    @Override
    public List<String> users() {
      return Stream.of(ADMINISTRATOR, user)
          .map(name -> "%s=[name=%s,password=%s]".formatted(MECHANISM, name, PASSWORD))
          .toList();
    }
  }
}
