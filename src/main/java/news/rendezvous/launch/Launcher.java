package news.rendezvous.launch;

import io.quarkus.runtime.Quarkus;
import io.smallrye.config.SmallRyeConfig;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Start of the process: validates the configuration, probes the HTTP port, then runs Quarkus. */
public final class Launcher {

  private static final Logger LOG = Logger.getLogger(Launcher.class);
  private static final int MISTAKE = 1;

  // Would log its version before the mistakes in the configuration. A field, since the log manager
  // references loggers weakly and a collected logger loses its level.
  private static final java.util.logging.Logger VALIDATOR_LOG =
      java.util.logging.Logger.getLogger("org.hibernate.validator.internal.util.Version");

  private Launcher() {}

  /** Starts the service, and returns when it has ended. */
  public static void run(String... args) {
    VALIDATOR_LOG.setLevel(Level.WARNING);
    SmallRyeConfig config = ConfigProvider.getConfig().unwrap(SmallRyeConfig.class);
    List<ConfigKey> keys = ConfigKeys.all();
    GivenKeys given = new GivenKeys(config, keys);
    ConfigValidator mistakes = new ConfigValidator(config, keys, given);
    refuse(mistakes.all());
    refuse(HttpPortProbe.refusal(config).stream().toList());
    given.warnings().forEach(LOG::warn);
    mistakes.warnings().forEach(LOG::warn);
    Quarkus.run(null, (code, failure) -> exit(code, failure, mistakes), args);
  }

  private static void exit(int code, @Nullable Throwable failure, ConfigValidator mistakes) {
    if (failure != null) {
      Optional<List<String>> messages = StartupFailure.messages(failure, mistakes);
      messages.ifPresentOrElse(Launcher::refuse, () -> log(failure));
    }
    System.exit(code);
  }

  private static void log(Throwable failure) {
    LOG.error("The service cannot start", failure);
  }

  // On standard error, since logging is configured later.
  private static void refuse(List<String> mistakes) {
    if (!mistakes.isEmpty()) {
      mistakes.forEach(System.err::println);
      System.exit(MISTAKE);
    }
  }
}
