package news.rendezvous.admin;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toList;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.DeserializationProblemHandler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.WebApplicationException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import news.rendezvous.serve.http.problem.ClosestName;
import news.rendezvous.serve.http.problem.Problem;
import news.rendezvous.serve.http.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/** Reads the JSON body of a request; names the first unknown members at once. */
@ApplicationScoped
class JsonRequestReader {

  private static final int MAX_NAMED = 5;
  private static final int MAX_NAME = 64;

  private final ObjectMapper mapper;

  @Inject
  JsonRequestReader(ObjectMapper mapper) {
    this.mapper = mapper;
  }

  /**
   * Reads a body; null for none. One value stands for a list of it.
   *
   * @param example a valid body
   * @throws ProblemException 400 for one that is empty or no object, or has unknown members
   * @throws WebApplicationException 400 for a member of another type
   */
  <T> T read(@Nullable JsonNode json, Class<T> type, String example) {
    if (json == null || json.isMissingNode() || json.isNull()) {
      throw new ProblemException(Problem.malformedBody("The body is empty.", null));
    }
    if (!json.isObject()) {
      throw new ProblemException(
          Problem.malformedBody(
              "The body must be a JSON object, such as %s.".formatted(example), null));
    }
    UnknownMembers unknown = new UnknownMembers();
    try {
      T request =
          mapper
              .readerFor(type)
              .with(DeserializationFeature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
              .withHandler(unknown)
              .readValue(json);
      unknown.problem().ifPresent(JsonRequestReader::refuse);
      return request;
    } catch (JsonProcessingException e) {
      throw new WebApplicationException(e, 400); // explained by the exception mapper
    } catch (IOException e) {
      throw new UncheckedIOException("a tree in memory cannot be read", e);
    }
  }

  private static void refuse(Problem problem) {
    throw new ProblemException(problem);
  }

  /** Collects the first unknown members, in place of the exception for the first one. */
  private static final class UnknownMembers extends DeserializationProblemHandler {

    private final Map<String, List<String>> siblings = new TreeMap<>();
    private boolean more;

    @Override
    public boolean handleUnknownProperty(
        DeserializationContext context,
        JsonParser parser,
        JsonDeserializer<?> deserializer,
        Object beanOrClass,
        String name)
        throws IOException {
      if (siblings.size() < MAX_NAMED) {
        siblings.put(
            path(parser, name),
            deserializer.getKnownPropertyNames().stream().map(String::valueOf).sorted().toList());
      } else {
        more = true;
      }
      parser.skipChildren();
      return true;
    }

    // An object or array as the value is a context of its own already.
    private static String path(JsonParser parser, String name) {
      Deque<String> path = new ArrayDeque<>(List.of(name));
      JsonStreamContext value = parser.getParsingContext();
      JsonStreamContext holder = parser.currentToken().isStructStart() ? value.getParent() : value;
      for (JsonStreamContext c = holder.getParent(); c != null; c = c.getParent()) {
        if (c.inObject() && c.getCurrentName() != null) {
          path.addFirst(c.getCurrentName());
        }
      }
      return String.join(".", path);
    }

    Optional<Problem> problem() {
      if (siblings.isEmpty()) {
        return Optional.empty();
      }
      Map<List<String>, List<String>> paths =
          siblings.keySet().stream()
              .collect(groupingBy(siblings::get, LinkedHashMap::new, toList()));
      String named =
          paths.entrySet().stream()
              .map(group -> described(group.getValue(), group.getKey()))
              .collect(joining(" "));
      String first = siblings.keySet().iterator().next();
      return Optional.of(
          Problem.malformedBody(
              more ? named + " More members are unknown." : named, abbreviated(first)));
    }

    private static String described(List<String> paths, List<String> known) {
      return paths.stream()
          .map(path -> "'%s' (the nearest is '%s')".formatted(abbreviated(path), near(path, known)))
          .collect(
              joining(", ", "There is no member ", "; all are " + String.join(", ", known) + "."));
    }

    private static String near(String path, List<String> known) {
      return ClosestName.to(abbreviated(path.substring(path.lastIndexOf('.') + 1)), known);
    }

    private static String abbreviated(String text) {
      return text.length() <= MAX_NAME ? text : text.substring(0, MAX_NAME) + '…';
    }
  }
}
