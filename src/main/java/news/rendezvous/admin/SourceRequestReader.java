package news.rendezvous.admin;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.DeserializationProblemHandler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.WebApplicationException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import news.rendezvous.serve.http.problem.ClosestName;
import news.rendezvous.serve.http.problem.Problem;
import news.rendezvous.serve.http.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/** Reads the JSON of a {@link SourceRequest}; names all unknown members at once. */
@ApplicationScoped
class SourceRequestReader {

  private static final String AUTHORIZATION = "authorization";
  private static final int MAX_NAMED = 10;
  private static final int MAX_NAME = 64;

  private final ObjectMapper mapper;

  @Inject
  SourceRequestReader(ObjectMapper mapper) {
    this.mapper = mapper;
  }

  /**
   * A request as it was read.
   *
   * @param setsAuthorization true if it has that member, null included
   */
  record Received(SourceRequest request, boolean setsAuthorization) {}

  /**
   * Reads a body; null for none.
   *
   * @throws ProblemException 400 for an empty one, or with unknown members
   * @throws WebApplicationException 400 for a member of another type
   */
  Received read(@Nullable JsonNode json) {
    if (json == null || json.isMissingNode() || json.isNull()) {
      throw new ProblemException(Problem.malformedBody("The body is empty.", null));
    }
    UnknownMembers unknown = new UnknownMembers();
    try {
      SourceRequest request =
          mapper.readerFor(SourceRequest.class).withHandler(unknown).readValue(json);
      unknown.problem().ifPresent(SourceRequestReader::refuse);
      return new Received(request, json.has(AUTHORIZATION));
    } catch (JsonProcessingException e) {
      throw new WebApplicationException(e, 400); // explained by the exception mapper
    } catch (IOException e) {
      throw new UncheckedIOException("a tree in memory cannot be read", e);
    }
  }

  private static void refuse(Problem problem) {
    throw new ProblemException(problem);
  }

  /** Collects unknown members, in place of the exception for the first one. */
  private static final class UnknownMembers extends DeserializationProblemHandler {

    private final List<String> paths = new ArrayList<>();
    private final List<String> described = new ArrayList<>();
    private final Collection<String> known = new TreeSet<>();

    @Override
    public boolean handleUnknownProperty(
        DeserializationContext context,
        JsonParser parser,
        JsonDeserializer<?> deserializer,
        Object beanOrClass,
        String name)
        throws IOException {
      List<String> names =
          deserializer.getKnownPropertyNames().stream().map(String::valueOf).toList();
      String path = path(parser);
      paths.add(path);
      if (paths.size() <= MAX_NAMED) {
        known.addAll(names);
        described.add("'%s' (the nearest is '%s')".formatted(path, ClosestName.to(name, names)));
      }
      parser.skipChildren();
      return true;
    }

    private static String path(JsonParser parser) {
      String path = parser.getParsingContext().pathAsPointer().toString();
      String dotted = path.substring(Math.min(1, path.length())).replace('/', '.');
      return dotted.length() <= MAX_NAME ? dotted : dotted.substring(0, MAX_NAME) + '…';
    }

    Optional<Problem> problem() {
      if (paths.isEmpty()) {
        return Optional.empty();
      }
      int more = paths.size() - described.size();
      return Optional.of(
          Problem.malformedBody(
              "There is no member %s%s; all are %s."
                  .formatted(
                      described.stream().collect(Collectors.joining(", and none ")),
                      more == 0 ? "" : ", and %d more are unknown".formatted(more),
                      String.join(", ", known)),
              paths.get(0)));
    }
  }
}
