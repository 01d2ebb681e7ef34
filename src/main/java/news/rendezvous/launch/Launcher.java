package news.rendezvous.launch;

import io.quarkus.runtime.PreventFurtherStepsException;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusBindException;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.SmallRyeConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import news.rendezvous.kafka.EarlyBroker;
import news.rendezvous.kafka.client.KafkaAccess;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Start of the process: validates the configuration, probes the ports, then runs Quarkus. */
public final class Launcher {

  private static final Logger LOG = Logger.getLogger(Launcher.class);
  private static final int MISTAKE = 1;

  private Launcher() {}

  public static void run(String... args) {
    SmallRyeConfig config = ConfigProvider.getConfig().unwrap(SmallRyeConfig.class);
    List<ConfigKey> keys = ConfigKeys.all();
    GivenKeys given = new GivenKeys(config, keys);
    ConfigValidator mistakes = new ConfigValidator(config, keys, given);
    refuse(mistakes.all());
    refuse(PortProbe.refusals(config));
    given.warnings().forEach(LOG::warn);
    mistakes.warnings().forEach(LOG::warn);
    if (config.getOptionalValue(KafkaAccess.BOOTSTRAP_KEY, String.class).isEmpty()) {
      EarlyBroker.begin(
          mistakes.value("rendezvous.data-dir", Path.class),
          mistakes.value("rendezvous.embedded-kafka.port", Integer.class),
          mistakes.value("rendezvous.embedded-kafka.min-free", MemorySize.class).asLongValue());
    }
    Quarkus.run(null, (code, failure) -> exit(code, failure), args);
  }

  private static void exit(int code, @Nullable Throwable failure) {
    if (failure != null) {
      Optional<List<String>> messages = messages(failure);
      messages.ifPresentOrElse(Launcher::refuse, () -> log(failure));
    }
    System.exit(code);
  }

  /** A line for each mistake in the configuration; empty for any other failure. */
  private static Optional<List<String>> messages(Throwable failure) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
        .flatMap(cause -> message(cause).stream())
        .findFirst();
  }

  private static Optional<List<String>> message(Throwable cause) {
    if (cause instanceof ConfigValidationException invalid) {
      return Optional.of(problems(invalid));
    }
    if (cause instanceof QuarkusBindException bind) {
      return Optional.of(List.of(PortProbe.taken(bind.getHost(), bind.getPort())));
    }
    boolean explained =
        cause instanceof ConfigurationException || cause instanceof PreventFurtherStepsException;
    return explained && cause.getMessage() != null
        ? Optional.of(List.of(cause.getMessage()))
        : Optional.empty();
  }

  // Of keys of Quarkus, which have no mapping interface here.
  private static List<String> problems(ConfigValidationException invalid) {
    return IntStream.range(0, invalid.getProblemCount())
        .mapToObj(i -> invalid.getProblem(i).getMessage())
        .toList();
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
