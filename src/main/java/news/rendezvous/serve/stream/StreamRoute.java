package news.rendezvous.serve.stream;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import news.rendezvous.serve.http.problem.ProblemException;
import news.rendezvous.serve.query.FilterConfig;

/**
 * Vert.x route of {@code /stream}. Not a JAX-RS resource, since it checks the connection's write
 * queue before each write.
 */
@ApplicationScoped
class StreamRoute {

  private final OpenStreams streams;
  private final FilterConfig bounds;

  @Inject
  StreamRoute(OpenStreams streams, FilterConfig bounds) {
    this.streams = streams;
    this.bounds = bounds;
  }

  void route(@Observes Router router) {
    router.get("/stream").handler(this::stream).failureHandler(StreamRoute::refuse);
    router.head("/stream").handler(this::describe).failureHandler(StreamRoute::refuse);
    router.route("/stream").handler(StreamRoute::refuseMethod);
  }

  private void stream(RoutingContext context) {
    streams.open(context, StreamRequest.of(context, bounds));
  }

  private void describe(RoutingContext context) {
    StreamResponse.head(context.response(), StreamRequest.of(context, bounds).format()).end();
  }

  private static void refuseMethod(RoutingContext context) {
    context.response().putHeader("Allow", "GET, HEAD");
    StreamProblems.answer(context.response(), StreamProblems.METHOD);
  }

  private static void refuse(RoutingContext context) {
    if (context.failure() instanceof ProblemException problem) {
      StreamProblems.answer(context.response(), problem.problem());
    } else {
      context.next();
    }
  }
}
