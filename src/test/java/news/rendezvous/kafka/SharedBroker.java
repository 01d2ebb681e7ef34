package news.rendezvous.kafka;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import news.rendezvous.kafka.client.KafkaAccess;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * One embedded broker for all test classes that this extends, from the first of them to the end of
 * the run: a start takes seconds. Each test has topics of its own.
 */
public final class SharedBroker implements BeforeAllCallback {

  private static volatile @Nullable Running running;

  /** The broker and its directory, which is deleted after it. */
  private record Running(EmbeddedBroker broker, Path directory) implements AutoCloseable {

    static Running start() {
      try {
        Path directory = Files.createTempDirectory("rendezvous-broker");
        return new Running(TestBroker.embedded(directory, 0), directory);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void close() throws IOException {
      running = null;
      broker.close();
      try (Stream<Path> files = Files.walk(directory)) {
        List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
        for (Path file : deepestFirst) {
          Files.delete(file);
        }
      }
    }
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    running =
        context
            .getRoot()
            .getStore(Namespace.GLOBAL)
            .computeIfAbsent("shared broker", key -> Running.start(), Running.class);
  }

  /** Settings of clients of the broker. */
  public static KafkaAccess kafka() {
    return TestBroker.at(Objects.requireNonNull(running).broker().bootstrapServers());
  }
}
