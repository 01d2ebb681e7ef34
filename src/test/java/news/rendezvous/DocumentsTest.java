package news.rendezvous;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import news.rendezvous.source.PollOutcome;
import org.junit.jupiter.api.Test;

/** The documents against each other, and the table of outcomes against the program. */
class DocumentsTest {

  private static final Path DOCS = Path.of("src/main/docs");
  private static final Pattern CODE_BLOCK = Pattern.compile("```.*?```", Pattern.DOTALL);
  private static final Pattern COMMANDS =
      Pattern.compile("(?:<!-- (run|background|not run:).*-->)?\\n+ *```sh\\n(.*)");
  private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");
  private static final Path CONFIGURATION = DOCS.resolve("reference/configuration.md");
  private static final Pattern VARIABLE = Pattern.compile("\\bRENDEZVOUS_[A-Z0-9_]+\\b");
  private static final Pattern KEYS = Pattern.compile("\\n\\| `(rendezvous\\.[a-z0-9.<>-]+)` \\|");
  private static final Pattern HEADING = Pattern.compile("^#+ (.*)$", Pattern.MULTILINE);
  private static final Pattern OUTCOME =
      Pattern.compile("\\| (`[a-z0-9_]+`(?:, `[a-z0-9_]+`)*) \\|");

  @Test
  void linksLeadToPagesAndHeadings() {
    assertThat(pages().flatMap(DocumentsTest::links).filter(link -> !link.leadsSomewhere()))
        .isEmpty();
  }

  @Test
  void theIndexNamesEveryPage() {
    Set<Path> linked =
        links(DOCS.resolve("README.md")).map(Link::target).collect(Collectors.toSet());

    assertThat(pages().filter(page -> page.startsWith(DOCS) && !page.endsWith("README.md")))
        .isSubsetOf(linked);
  }

  /** Marks of {@code .ci/documented-commands}, which runs the commands. */
  @Test
  void everyCommandIsRunOrSaysWhyNot() {
    assertThat(pages().flatMap(page -> COMMANDS.matcher(text(page)).results()))
        .isNotEmpty()
        .allSatisfy(block -> assertThat(block.group(1)).as(block.group(2)).isNotNull());
  }

  @Test
  void everyVariableIsAKey() {
    assertThat(pages().flatMap(page -> VARIABLE.matcher(text(page)).results()))
        .extracting(MatchResult::group)
        .isNotEmpty()
        .allSatisfy(
            variable ->
                assertThat(KEYS.matcher(text(CONFIGURATION)).results())
                    .extracting(key -> variable(key.group(1)))
                    .anyMatch(variable::matches));
  }

  /** A pattern of the variables that set a key; its parts in angle brackets are names. */
  private static String variable(String key) {
    return key.replaceAll("[^a-zA-Z0-9<>]", "_")
        .toUpperCase(Locale.ROOT)
        .replaceAll("<[A-Z]+>", "[A-Z0-9_]+");
  }

  @Test
  void theTableOfOutcomesIsThatOfTheProgram() {
    String table = text(DOCS.resolve("reference/errors.md")).split("\n## Outcomes of polls\n")[1];

    assertThat(
            OUTCOME
                .matcher(table)
                .results()
                .flatMap(row -> Stream.of(row.group(1).replace("`", "").split(", "))))
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(PollOutcome.values()).map(PollOutcome::label).toList());
  }

  private record Link(Path page, String href) {

    Path target() {
      String path = href.replaceFirst("#.*", "");
      return path.isEmpty() ? page : page.resolveSibling(path).normalize();
    }

    boolean leadsSomewhere() {
      int at = href.indexOf('#');
      return Files.exists(target())
          && (at < 0 || anchors(target()).contains(href.substring(at + 1)));
    }
  }

  private static Stream<Path> pages() {
    try (Stream<Path> docs = Files.walk(DOCS);
        Stream<Path> top = Files.list(Path.of(""))) {
      return Stream.concat(docs, top)
          .filter(file -> file.toString().endsWith(".md"))
          .collect(Collectors.toCollection(TreeSet::new))
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<Link> links(Path page) {
    return LINK.matcher(CODE_BLOCK.matcher(text(page)).replaceAll(""))
        .results()
        .map(link -> link.group(1))
        .filter(href -> URI.create(href).getScheme() == null)
        .map(href -> new Link(page, href));
  }

  /** Anchors as GitHub makes them of headings. */
  private static Set<String> anchors(Path page) {
    return HEADING
        .matcher(CODE_BLOCK.matcher(text(page)).replaceAll(""))
        .results()
        .map(DocumentsTest::anchor)
        .collect(Collectors.toSet());
  }

  private static String anchor(MatchResult heading) {
    return heading
        .group(1)
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^\\p{L}\\p{N}_ -]", "")
        .replace(' ', '-');
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
