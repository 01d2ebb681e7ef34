package news.rendezvous.serve.stream;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import news.rendezvous.serve.http.problem.Problem;

final class StreamProblems {

  static final Problem TOO_MANY =
      new Problem(
          "too-many-streams",
          "Too many streams",
          429,
          "This address has as many streams open as it may.",
          null);

  static final Problem GONE =
      new Problem(
          "position-gone",
          "Position no longer held",
          410,
          "Not all events after this position are held. Read a feed, and connect without a"
              + " position.",
          null);

  static final Problem NONE = invalidPosition("from");

  static final Problem UNAVAILABLE = Problem.of(503, "Kafka does not answer. Try again soon.");

  static final Problem METHOD = Problem.of(405, "The stream can only be read, by GET or HEAD.");

  private StreamProblems() {}

  static Problem invalidPosition(String name) {
    return Problem.invalidParameter(name, "must be the id of an event of this stream");
  }

  static void answer(HttpServerResponse http, Problem problem) {
    if (problem.status() == 429 || problem.status() == 503) {
      http.putHeader("Retry-After", Problem.SOON);
    }
    http.setStatusCode(problem.status())
        .putHeader("Content-Type", Problem.MEDIA_TYPE)
        .end(Buffer.buffer(problem.toJson()));
  }
}
