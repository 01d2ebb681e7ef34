package news.rendezvous.resolve;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import news.rendezvous.item.Json;

/** Reads the bodies that list URLs. */
final class UrlList {

  /** Members that hold URLs, or that wrap what holds them; the first that is there counts. */
  private static final List<String> MEMBERS = List.of("urls", "url", "web_url", "data");

  private UrlList() {}

  /** Whether plain text is JSON that was not called so. */
  static boolean looksLikeJson(String text) {
    String start = text.stripLeading();
    return start.startsWith("[") || start.startsWith("{");
  }

  /** The lines of a text that are not blank. */
  static List<String> ofLines(String text) {
    return text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
  }

  /** The URLs in a JSON text; empty for a shape that is none of those that are understood. */
  static Optional<List<String>> ofJson(String json) {
    List<String> found = new ArrayList<>();
    try {
      return collect(Json.mapper().readTree(json), found) ? Optional.of(found) : Optional.empty();
    } catch (JsonProcessingException e) {
      return Optional.empty(); // no JSON at all: an answer that is counted as unreadable
    }
  }

  private static boolean collect(JsonNode node, List<String> found) {
    if (node.isTextual()) {
      return found.add(node.textValue());
    }
    if (node.isArray()) {
      return node.valueStream().allMatch(element -> collect(element, found));
    }
    return node.isObject() && member(node).filter(value -> collect(value, found)).isPresent();
  }

  private static Optional<JsonNode> member(JsonNode object) {
    Stream<JsonNode> values = MEMBERS.stream().filter(object::has).map(object::get);
    return values.findFirst();
  }
}
