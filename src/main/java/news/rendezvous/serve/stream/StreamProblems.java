package news.rendezvous.serve.stream;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import news.rendezvous.serve.http.problem.Problem;
import news.rendezvous.view.StreamPosition;

final class StreamProblems {

  static final Problem TOO_MANY =
      new Problem(
          "too-many-streams",
          "Too many streams",
          429,
          "This address has as many streams open as it may.",
          null);

  private static final Problem GONE =
      new Problem(
          "position-gone",
          "Position no longer held",
          410,
          "Not all events after this position are held. Read the feed at 'snapshot' and connect to"
              + " the stream that its Link header names, or connect with from=earliest for all"
              + " events that are still held.",
          null);

  static final Problem UNAVAILABLE = Problem.of(503, "Kafka does not answer. Try again soon.");

  static final Problem METHOD = Problem.of(405, "The stream can only be read, by GET or HEAD.");

  private StreamProblems() {}

  /**
   * 410, for a position after which not all events are held.
   *
   * @param earliest the oldest position that works
   * @param snapshot URL of the feed with which to begin
   */
  static Problem gone(StreamPosition earliest, String snapshot) {
    return GONE.with("earliest", earliest.toString()).with("snapshot", snapshot);
  }

  static Problem invalidPosition(String name) {
    return Problem.invalidParameter(name, "must be the id of an event of this stream");
  }

  static Problem invalidStart(String name) {
    return Problem.invalidParameter(
        name,
        "must be the id of an event of this stream, 'earliest', or a date and time of RFC 3339 with"
            + " its offset, such as 2026-03-01T08:00:00Z");
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
