package news.rendezvous.launch;

import io.quarkus.runtime.PreventFurtherStepsException;
import io.quarkus.runtime.QuarkusBindException;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.ConfigValidationException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Messages for failures of the start by mistakes in the configuration. */
final class StartupFailure {

  private StartupFailure() {}

  /** A line for each mistake; empty for any other failure. */
  static Optional<List<String>> messages(Throwable failure, ConfigValidator mistakes) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
        .flatMap(cause -> message(cause, mistakes).stream())
        .findFirst();
  }

  private static Optional<List<String>> message(Throwable cause, ConfigValidator mistakes) {
    if (cause instanceof ConfigValidationException invalid) {
      List<String> bounds = mistakes.ofBounds();
      return Optional.of(bounds.isEmpty() ? problems(invalid) : bounds);
    }
    if (cause instanceof QuarkusBindException bind) {
      return Optional.of(List.of(HttpPortProbe.taken(bind.getHost(), bind.getPort())));
    }
    boolean explained =
        cause instanceof ConfigurationException || cause instanceof PreventFurtherStepsException;
    return explained && cause.getMessage() != null
        ? Optional.of(List.of(cause.getMessage()))
        : Optional.empty();
  }

  // Of keys of Quarkus, which have no mapping interface here.
  private static List<String> problems(ConfigValidationException invalid) {
    return Stream.iterate(0, i -> i < invalid.getProblemCount(), i -> i + 1)
        .map(i -> invalid.getProblem(i).getMessage())
        .toList();
  }
}
