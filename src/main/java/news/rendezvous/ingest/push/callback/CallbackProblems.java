package news.rendezvous.ingest.push.callback;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.TreeMap;
import news.rendezvous.item.Json;
import news.rendezvous.item.text.LowerCase;

/** Problem documents (RFC 9457) for hubs, with the types of those of the API. */
final class CallbackProblems {

  private static final String TYPE = "urn:rendezvous:problem:";

  /** Value of {@code Retry-After} of a 503 or 429, in seconds. */
  private static final String RETRY_AFTER = "10";

  private CallbackProblems() {}

  /** Answers by an error; of a 503 or 429 the hub learns when to try again. */
  static void refuse(RoutingContext context, int status, String detail) {
    String title = HttpResponseStatus.valueOf(status).reasonPhrase();
    String cause = LowerCase.of(title).replace(' ', '-');
    refuse(context, status, Map.of("type", TYPE + cause, "title", title, "detail", detail));
  }

  /** Answers a query with an invalid parameter. */
  static void invalidParameter(RoutingContext context, String parameter, String expected) {
    refuse(
        context,
        400,
        Map.of(
            "type",
            TYPE + "invalid-parameter",
            "title",
            "Invalid parameter",
            "detail",
            "The parameter '%s' %s.".formatted(parameter, expected),
            "parameter",
            parameter));
  }

  private static void refuse(RoutingContext context, int status, Map<String, String> members) {
    HttpServerResponse response = context.response();
    if (response.ended() || response.closed()) {
      return;
    }
    context.request().resume(); // the rest of the body is read and dropped
    response.setStatusCode(status);
    if (status == 503 || status == 429) {
      response.putHeader("Retry-After", RETRY_AFTER);
    }
    Map<String, Object> problem = new TreeMap<>(members);
    problem.put("status", status);
    response
        .putHeader(HttpHeaders.CONTENT_TYPE, "application/problem+json")
        .end(Buffer.buffer(Json.encode(problem)));
  }
}
