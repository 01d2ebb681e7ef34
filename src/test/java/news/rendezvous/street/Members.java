package news.rendezvous.street;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/** The members of a JSON value by pointer, an array's elements under that of the array. */
final class Members {

  private Members() {}

  static Set<String> of(JsonNode value) {
    Set<String> members = new TreeSet<>();
    eachObject(
        value,
        "",
        (at, object) -> object.fieldNames().forEachRemaining(n -> members.add(at + "/" + n)));
    return members;
  }

  /** The value without a member. */
  static JsonNode without(JsonNode value, String pointer) {
    return changed(value, pointer, ObjectNode::remove);
  }

  /** The value with a fraction in place of a member, which nothing of ours ever is. */
  static JsonNode spoilt(JsonNode value, String pointer) {
    return changed(value, pointer, (object, name) -> object.put(name, 0.5));
  }

  /** The value with a member more in every object. */
  static JsonNode extended(JsonNode value) {
    JsonNode copy = value.deepCopy();
    eachObject(copy, "", (at, object) -> object.put("added_later", at));
    return copy;
  }

  private static JsonNode changed(
      JsonNode value, String pointer, BiConsumer<ObjectNode, String> change) {
    JsonNode copy = value.deepCopy();
    int last = pointer.lastIndexOf('/');
    eachObject(
        copy,
        "",
        (at, object) -> {
          if (at.equals(pointer.substring(0, last)) && object.has(pointer.substring(last + 1))) {
            change.accept(object, pointer.substring(last + 1));
          }
        });
    return copy;
  }

  private static void eachObject(JsonNode node, String at, BiConsumer<String, ObjectNode> action) {
    if (node instanceof ObjectNode object) {
      object.properties().forEach(p -> eachObject(p.getValue(), at + "/" + p.getKey(), action));
      action.accept(at, object);
    } else if (node instanceof ArrayNode array) {
      array.forEach(element -> eachObject(element, at, action));
    }
  }
}
