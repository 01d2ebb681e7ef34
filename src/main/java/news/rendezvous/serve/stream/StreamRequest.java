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
 * @param filter parameters of the filter, in canonical order
 * @param start where to begin; empty for a live stream
 */
record StreamRequest(
    StreamEncoding encoding, Selection selection, String filter, Optional<StreamStart> start) {

  private static final String LAST_EVENT_ID = "Last-Event-ID";
  private static final String FROM = "from";
  private static final String EARLIEST = "earliest";

  /**
   * Reads a request.
   *
   * @param within selection that the path names
   * @throws ProblemException 400 for an invalid parameter
   */
  static StreamRequest of(RoutingContext context, FilterConfig bounds, Selection within) {
    Parameters.requireFits(context.request().query(), bounds);
    Parameters parameters = Parameters.of(context.request().query());
    Selection filter = FilterParameters.parse(parameters, bounds);
    return new StreamRequest(
        StreamEncoding.preferred(context.request().headers()),
        filter.within(within),
        FilterParameters.query(filter),
        start(context.request().getHeader(LAST_EVENT_ID), parameters.single(FROM)));
  }

  // The header wins: a browser that reconnects repeats the URL with its first position.
  private static Optional<StreamStart> start(@Nullable String header, Optional<String> parameter) {
    return header == null || header.isEmpty()
        ? parameter.map(StreamRequest::start)
        : Optional.of(after(header));
  }

  private static StreamStart after(String id) {
    return StreamPosition.parse(id)
        .map(StreamStart.After::new)
        .orElseThrow(() -> new ProblemException(StreamProblems.invalidPosition(LAST_EVENT_ID)));
  }

  // A position has no colon, and its first byte, the version, makes it no word of ours.
  private static StreamStart start(String from) {
    if (from.equals(EARLIEST)) {
      return new StreamStart.Earliest();
    }
    return StreamPosition.parse(from)
        .<StreamStart>map(StreamStart.After::new)
        .or(() -> FilterParameters.time(from).map(StreamStart.Since::new))
        .orElseThrow(() -> new ProblemException(StreamProblems.invalidStart(FROM)));
  }
}
