package news.rendezvous.serve.http.problem;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamReadException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.KafkaException;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jboss.resteasy.reactive.server.core.CurrentRequestManager;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jspecify.annotations.Nullable;

/** Exception mappers of JAX-RS resources: every exception becomes a problem document. */
public class ProblemMappers {

  private static final Logger LOG = Logger.getLogger(ProblemMappers.class);

  private static final int LONGEST_NAME = 64;

  private static final Map<Class<?>, String> FORMS =
      Map.of(
          CharSequence.class, "a JSON string",
          Boolean.class, "true or false",
          boolean.class, "true or false",
          Number.class, "a number",
          int.class, "a number",
          Duration.class, "an ISO 8601 duration, such as PT15M",
          Collection.class, "a JSON array");

  /** Exceptions of JAX-RS for paths, methods and media types, and of resources. */
  @ServerExceptionMapper
  public Response refused(WebApplicationException e) {
    Response response = e.getResponse();
    if (response.hasEntity() || response.getStatus() < 400) {
      return response;
    }
    if (e.getCause() instanceof JsonProcessingException unreadable) {
      return unreadable(unreadable).toResponse();
    }
    if (response.getStatus() >= 500) {
      return failed(e);
    }
    return Problem.of(response.getStatus(), advice(response.getStatus())).toResponse(response);
  }

  @ServerExceptionMapper
  public Response notAllowed(NotAllowedException e) {
    Set<String> methods = AllowedMethods.of(CurrentRequestManager.get());
    return Problem.of(405, advice(405)).toResponse(Response.noContent().allow(methods).build());
  }

  @ServerExceptionMapper({MismatchedInputException.class, StreamReadException.class})
  public Response malformed(JsonProcessingException e) {
    return unreadable(e).toResponse();
  }

  /** A failed write to Kafka: nothing was changed, and a retry may succeed. */
  @ServerExceptionMapper
  public Response unwritten(KafkaException e) {
    LOG.debugf( // an outage of Kafka is logged once elsewhere
        "A request was not carried out, Kafka did not take it: uri=%s reason=%s",
        CurrentRequestManager.get().getAbsoluteURI(), e.getMessage());
    return Problem.unavailable(advice(503));
  }

  /** A bug or an unexpected failure: details go to the log, not to the client. */
  @ServerExceptionMapper
  public Response failed(Throwable e) {
    ResteasyReactiveRequestContext request = CurrentRequestManager.get();
    LOG.errorf(
        e, "A request failed: method=%s uri=%s", request.getMethod(), request.getAbsoluteURI());
    return Problem.of(500, advice(500)).toResponse();
  }

  static String advice(int status) {
    return switch (status) {
      case 400 -> "The request cannot be read.";
      case 401 -> "This needs authentication.";
      case 403 -> "The credentials do not allow this.";
      case 404 -> "There is nothing at this path.";
      case 405 -> "The path does not take this method; the header Allow names those that it takes.";
      case 406 -> "None of the media types in Accept can be given.";
      case 415 ->
          "A body of this media type is not understood; JSON is sent with the header"
              + " Content-Type: application/json, OPML with text/x-opml, a subscription to the hub with"
              + " application/x-www-form-urlencoded.";
      case 500 -> "The service failed; its log says why.";
      case 501 -> "The transfer coding is not understood; chunked is.";
      case 503 -> "Kafka does not take the request at the moment; try again.";
      case 505 -> "HTTP/1.0, HTTP/1.1 and HTTP/2 are spoken here.";
      default -> "The request was refused.";
    };
  }

  // Jackson's messages have class names and quote the source, which a client should not see.
  private static Problem unreadable(JsonProcessingException e) {
    String member = e instanceof JsonMappingException mapping ? member(mapping) : null;
    if (member == null) {
      return Problem.malformedBody(
          "The body cannot be read as the JSON that is expected" + place(e.getLocation()) + ".",
          null);
    }
    String detail =
        e instanceof UnrecognizedPropertyException unknown
            ? unknown(member, unknown)
            : "The member '%s' must be %s.".formatted(member, form(e));
    return Problem.malformedBody(detail, abbreviated(member));
  }

  private static String unknown(String member, UnrecognizedPropertyException e) {
    List<String> known = e.getKnownPropertyIds().stream().map(String::valueOf).sorted().toList();
    return "There is no member '%s'; the nearest is '%s', all are %s."
        .formatted(
            abbreviated(member),
            ClosestName.to(abbreviated(e.getPropertyName()), known),
            String.join(", ", known));
  }

  // It may be as long as the body.
  private static String abbreviated(String name) {
    return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME) + '…';
  }

  private static String form(JsonProcessingException e) {
    Class<?> type = e instanceof MismatchedInputException wrong ? wrong.getTargetType() : null;
    if (type == null) {
      return "something else"; // such as a duplicate member
    }
    return FORMS.entrySet().stream()
        .filter(form -> form.getKey().isAssignableFrom(type))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse("a JSON object");
  }

  private static @Nullable String member(JsonMappingException e) {
    String path =
        e.getPath().stream()
            .map(JsonMappingException.Reference::getFieldName)
            .filter(Objects::nonNull)
            .collect(Collectors.joining("."));
    return path.isEmpty() ? null : path;
  }

  private static String place(@Nullable JsonLocation location) {
    return location == null
        ? ""
        : " (line " + location.getLineNr() + ", column " + location.getColumnNr() + ")";
  }
}
