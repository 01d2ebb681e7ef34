package news.rendezvous.launch;

import io.quarkus.runtime.Quarkus;
import io.smallrye.config.SmallRyeConfig;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Starts the service: the configuration is checked first, then the HTTP port is tried, then Quarkus
 * starts the stages.
 */
public final class Launcher {

  private static final Logger LOG = Logger.getLogger(Launcher.class);
  private static final int MISTAKE = 1;

  // Names its version on standard error, in front of whatever is wrong with the configuration. Held
  // here since a logger that nobody holds forgets its level.
  private static final java.util.logging.Logger VALIDATOR_LOG =
      java.util.logging.Logger.getLogger("org.hibernate.validator.internal.util.Version");

  private Launcher() {}

  /** Starts the service, and returns when it has ended. */
  public static void run(String... args) {
    VALIDATOR_LOG.setLevel(Level.WARNING);
    SmallRyeConfig config = ConfigProvider.getConfig().unwrap(SmallRyeConfig.class);
    List<ConfigKey> keys = ConfigKeys.all();
    GivenKeys given = new GivenKeys(config, keys);
    ConfigMistakes mistakes = new ConfigMistakes(config, keys, given);
    refuse(mistakes.all());
    refuse(HttpPort.refusal(config).stream().toList());
    given.warnings().forEach(LOG::warn);
    mistakes.warnings().forEach(LOG::warn);
    Quarkus.run(null, (code, failure) -> exit(code, failure, mistakes), args);
  }

  private static void exit(int code, @Nullable Throwable failure, ConfigMistakes mistakes) {
    if (failure != null) {
      Optional<List<String>> words = StartFailure.words(failure, mistakes);
      words.ifPresentOrElse(Launcher::refuse, () -> log(failure));
    }
    System.exit(code);
  }

  private static void log(Throwable failure) {
    LOG.error("The service cannot start", failure);
  }

  // Not a log line: the log is configured later, and these are for whoever started the process.
  private static void refuse(List<String> mistakes) {
    if (!mistakes.isEmpty()) {
      mistakes.forEach(System.err::println);
      System.exit(MISTAKE);
    }
  }
}
