package news.rendezvous.serve.stream;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import news.rendezvous.serve.http.problem.Problem;

/** Problem documents (RFC 9457) of refused streams. */
final class StreamProblems {

  /** 429, for an address at its limit of streams. */
  static final Problem TOO_MANY =
      new Problem(
          "too-many-streams",
          "Too many streams",
          429,
          "This address has as many streams open as it may.",
          null);

  /** 410, for a position after which events are missing. */
  static final Problem GONE =
      new Problem(
          "position-gone",
          "Position no longer held",
          410,
          "Not all events after this position are held. Read a feed, and connect without a"
              + " position.",
          null);

  /** 400, for a position that the topic cannot have. */
  static final Problem NONE = invalidPosition("from");

  /** 503, while Kafka does not answer. */
  static final Problem UNAVAILABLE = Problem.of(503, "Kafka does not answer. Try again soon.");

  /** 405, for any other method than GET and HEAD. */
  static final Problem METHOD = Problem.of(405, "The stream can only be read, by GET or HEAD.");

  private static final String SOON = "5";

  private StreamProblems() {}

  /** 400, for a header or parameter that cannot be parsed as a position. */
  static Problem invalidPosition(String name) {
    return Problem.invalidParameter(name, "must be the id of an event of this stream");
  }

  static void answer(HttpServerResponse http, Problem problem) {
    if (problem.status() == 429 || problem.status() == 503) {
      http.putHeader("Retry-After", SOON);
    }
    http.setStatusCode(problem.status())
        .putHeader("Content-Type", Problem.MEDIA_TYPE)
        .end(Buffer.buffer(problem.toJson()));
  }
}
