package news.rendezvous.parse;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Bodies of plain text. */
final class TextBody {

  private static final Pattern BLANK_LINES = Pattern.compile("\n{3,}");
  private static final Pattern PARAGRAPHS = Pattern.compile("\n{2,}");

  private TextBody() {}

  static Body read(String value, References references, boolean untitled) {
    List<String> lines = value.lines().map(String::stripTrailing).toList();
    long first = lines.stream().takeWhile(String::isBlank).count();
    Optional<String> publisher = lines.stream().skip(first).findFirst().flatMap(Marks::publisher);
    String text =
        lines.stream()
            .skip(first + (publisher.isPresent() ? 1 : 0))
            .filter(line -> !references.line(line))
            .collect(Collectors.joining("\n"));
    String clean = BLANK_LINES.matcher(text).replaceAll("\n\n").strip();
    return new Body(
        null,
        clean,
        untitled ? Titles.infer(references, clean) : null,
        publisher.orElse(null),
        bylines(PARAGRAPHS.splitAsStream(clean)),
        references.all());
  }

  static List<String> bylines(Stream<String> paragraphs) {
    return paragraphs.flatMap(Marks::reporters).distinct().toList();
  }
}
