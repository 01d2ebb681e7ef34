package news.rendezvous.serve.stream;

import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import news.rendezvous.serve.http.problem.ProblemException;
import news.rendezvous.serve.query.FilterParameters;
import news.rendezvous.serve.query.Parameters;
import news.rendezvous.view.FilterConfig;
import news.rendezvous.view.Selection;
import news.rendezvous.view.StreamPosition;
import org.jspecify.annotations.Nullable;

/**
 * Parameters of a request for the stream.
 *
 * @param from position at which to resume; empty for a live stream
 */
record StreamRequest(StreamEncoding encoding, Selection selection, Optional<StreamPosition> from) {

  private static final String LAST_EVENT_ID = "Last-Event-ID";

  /**
   * Reads a request.
   *
   * @param within selection that the path names
   * @throws ProblemException 400 for an invalid parameter
   */
  static StreamRequest of(RoutingContext context, FilterConfig bounds, Selection within) {
    Parameters.requireFits(context.request().query(), bounds);
    Parameters parameters = Parameters.of(context.request().query());
    return new StreamRequest(
        StreamEncoding.preferred(context.request().headers()),
        FilterParameters.parse(parameters, bounds).within(within),
        from(context.request().getHeader(LAST_EVENT_ID), parameters.single("from")));
  }

  // The header wins: a browser that reconnects repeats the URL with its first position.
  private static Optional<StreamPosition> from(
      @Nullable String header, Optional<String> parameter) {
    return header == null || header.isEmpty()
        ? parameter.map(text -> position("from", text))
        : Optional.of(position(LAST_EVENT_ID, header));
  }

  private static StreamPosition position(String name, String text) {
    return StreamPosition.parse(text)
        .orElseThrow(() -> new ProblemException(StreamProblems.invalidPosition(name)));
  }
}
