package news.rendezvous.ingest.resolve.answer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import news.rendezvous.item.Json;

/**
 * Parser of bodies that list URLs, absolute or relative, as JSON or lines. Other entries (null, a
 * number, a text) are dropped.
 */
final class UrlList {

  /** Members that hold URLs, or wrap another such object; the first that exists counts. */
  private static final List<String> MEMBERS = List.of("urls", "url", "web_url", "data");

  /** An absolute URL or a path with a slash, since a text may be a single word. */
  private static final Pattern LINE =
      Pattern.compile("(?:https?:)?//[^\\s<>\"]+|\\.{0,2}/[^\\s<>\"]*", Pattern.CASE_INSENSITIVE);

  /** A JSON string delimits its URL, which may have any character except white space. */
  private static final Pattern ABSOLUTE =
      Pattern.compile("https?://\\S+", Pattern.CASE_INSENSITIVE);

  /** File name, which counts as a relative URL in JSON only. */
  private static final Pattern FILE = Pattern.compile("[^\\s<>\":/?#]+[./?][^\\s<>\"]+");

  /** Rejects trailing text, since a story may begin with a JSON value. */
  private static final ObjectReader WHOLE =
      Json.mapper().reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private UrlList() {}

  /**
   * The lines of a text that are URLs; empty if the first line is none, so that a page or a story
   * is not taken for a list.
   */
  static Optional<List<String>> ofLines(String text) {
    List<String> lines = text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    return !lines.isEmpty() && LINE.matcher(lines.get(0)).matches()
        ? Optional.of(lines.stream().filter(line -> LINE.matcher(line).matches()).toList())
        : Optional.empty();
  }

  /** The URLs in a JSON text; empty for an unknown structure. */
  static Optional<List<String>> ofJson(String text) {
    String start = text.stripLeading();
    if (!start.startsWith("[") && !start.startsWith("{") && !start.startsWith("\"")) {
      return Optional.empty();
    }
    List<String> found = new ArrayList<>();
    try {
      JsonNode json = WHOLE.readTree(start);
      boolean list = collect(json, found) && !(json.isTextual() && found.isEmpty());
      return list ? Optional.of(found) : Optional.empty();
    } catch (JsonProcessingException e) {
      return Optional.empty(); // no JSON at all: the content type decides
    }
  }

  private static boolean collect(JsonNode node, List<String> found) {
    if (node.isTextual()) {
      String text = node.textValue().strip();
      return !isUrl(text) || found.add(text);
    }
    if (node.isArray()) {
      return node.valueStream().filter(entry -> collect(entry, found)).count() == node.size()
          || !found.isEmpty();
    }
    return !node.isObject() || member(node).filter(value -> collect(value, found)).isPresent();
  }

  private static boolean isUrl(String text) {
    return LINE.matcher(text).matches()
        || ABSOLUTE.matcher(text).matches()
        || FILE.matcher(text).matches();
  }

  private static Optional<JsonNode> member(JsonNode object) {
    Stream<JsonNode> values = MEMBERS.stream().filter(object::has).map(object::get);
    return values.findFirst();
  }
}
