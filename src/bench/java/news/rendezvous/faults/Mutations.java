package news.rendezvous.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import news.rendezvous.item.Json;

/** Values of records that cannot be decoded, and, from a valid one, those that make no sense. */
final class Mutations {

  /** Values in place of a member's own; of most members each is of a wrong type or range. */
  private static final List<String> ODD_VALUES =
      List.of(
          "null",
          "\"\"",
          "-1",
          "1e308",
          "[]",
          "{}",
          "[null]",
          "true",
          "\"-1000000000-01-01T00:00:00Z\"",
          "\"+999999999-12-31T23:59:59Z\"",
          "\"javascript:alert(1)\"",
          "\"\\u0000\\ud800<script>\"");

  private Mutations() {}

  /** Values that nothing can decode. */
  static List<byte[]> undecodable() {
    return List.of(
        new byte[0],
        new byte[] {(byte) 0xff, (byte) 0xfe, 0},
        utf8("{not json"),
        utf8("{\"id\":\"cut"),
        utf8("[]"),
        utf8("\"text\""),
        utf8("12"),
        utf8("null"),
        utf8("[".repeat(100_000)));
  }

  /** The same value without one member, and with an odd one in its place; at any depth. */
  static List<byte[]> of(byte[] json) throws IOException {
    JsonNode root = Json.mapper().readTree(json);
    List<byte[]> mutated = new ArrayList<>();
    mutate(root, root, mutated);
    return mutated;
  }

  private static void mutate(JsonNode root, JsonNode node, List<byte[]> mutated)
      throws IOException {
    if (node instanceof ObjectNode object) {
      List<String> names = new ArrayList<>();
      object.fieldNames().forEachRemaining(names::add);
      for (String name : names) {
        JsonNode own = object.get(name);
        mutate(root, own, mutated);
        for (String odd : ODD_VALUES) {
          object.set(name, Json.mapper().readTree(odd));
          mutated.add(Json.mapper().writeValueAsBytes(root));
        }
        object.remove(name);
        mutated.add(Json.mapper().writeValueAsBytes(root));
        object.set(name, own);
      }
    } else if (node instanceof ArrayNode array && !array.isEmpty()) {
      mutate(root, array.get(0), mutated); // its elements are alike
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
