package news.rendezvous.consuming;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The consumer's guide, for what in it can be run. */
public final class Guide {

  private static final Path FILE = Path.of("src/main/docs/how-to/consume.md");
  private static final Pattern BLOCK = Pattern.compile("```(\\w+)\n(.*?)```", Pattern.DOTALL);

  private static final Pattern LIBRARY = Pattern.compile("\\| `([\\w.]+:[\\w-]+)` \\| (\\S+) \\|");

  /** A row of the table of sinks; quotation marks in its second column. */
  private static final Pattern SINK = Pattern.compile("\\n\\| [^|]+ \\| (`\"[^|]+) \\|");

  private Guide() {}

  /** The settings of the messaging channel. */
  public static Map<String, String> channel() {
    Properties properties = new Properties();
    try {
      properties.load(new StringReader(blocks("properties").get(0)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties.stringPropertyNames().stream()
        .collect(Collectors.toMap(name -> name, properties::getProperty));
  }

  static List<String> blocks(String language) {
    return BLOCK
        .matcher(text())
        .results()
        .filter(block -> block.group(1).equals(language))
        .map(block -> block.group(2))
        .toList();
  }

  /** Versions by library. */
  static Map<String, String> libraries() {
    return LIBRARY
        .matcher(text())
        .results()
        .collect(Collectors.toMap(row -> row.group(1), row -> row.group(2)));
  }

  /** Lines of the configuration of other sinks. */
  static Stream<String> sinks() {
    return SINK.matcher(text()).results().map(row -> row.group(1).replace("`", ""));
  }

  private static String text() {
    try {
      return Files.readString(FILE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
