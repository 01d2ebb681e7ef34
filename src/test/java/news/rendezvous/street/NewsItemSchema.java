package news.rendezvous.street;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The schema of a news item as it is served. */
final class NewsItemSchema {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final JsonNode document;
  private final Schema schema;

  NewsItemSchema(String served) {
    this(read(served));
  }

  /** A schema, or a document that holds one and refers to it. */
  NewsItemSchema(JsonNode document) {
    this.document = document;
    this.schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(document.toString());
  }

  static JsonNode read(String json) {
    try {
      return JSON.readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Validation errors of a value, formats included; empty for a valid one. */
  List<Error> faults(String value) {
    return schema.validate(
        value,
        InputFormat.JSON,
        context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)));
  }

  /** Pointers of all members that the schema names, an array's elements under one. */
  Set<String> members() {
    Set<String> members = new TreeSet<>();
    collect(document, "", "", members);
    return members;
  }

  /** Pointers of the members without which a value is not valid. */
  Set<String> required() {
    Set<String> required = new TreeSet<>();
    collect(document, "", "required", required);
    return required;
  }

  private void collect(JsonNode type, String at, String only, Set<String> found) {
    JsonNode resolved =
        type.has("$ref") ? document.at(type.get("$ref").asText().substring(1)) : type;
    resolved.path("required").forEach(name -> found.add(at + "/" + name.asText()));
    if (resolved.has("items")) {
      collect(resolved.get("items"), at, only, found);
    }
    resolved
        .path("properties")
        .properties()
        .forEach(
            property -> {
              String pointer = at + "/" + property.getKey();
              if (only.isEmpty()) {
                found.add(pointer);
              }
              collect(property.getValue(), pointer, only, found);
            });
  }
}
