package news.rendezvous.stream;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import news.rendezvous.problem.ProblemException;

/**
 * Answers {@code /stream}. A route and not a resource, since before each write it must know how
 * full the connection is.
 */
@ApplicationScoped
class StreamRoute {

  private final Streams streams;

  @Inject
  StreamRoute(Streams streams) {
    this.streams = streams;
  }

  void route(@Observes Router router) {
    router.get("/stream").handler(this::stream).failureHandler(StreamRoute::refuse);
    router.head("/stream").handler(StreamRoute::describe).failureHandler(StreamRoute::refuse);
    router.route("/stream").handler(StreamRoute::refuseMethod);
  }

  private void stream(RoutingContext context) {
    streams.open(context, StreamRequest.of(context));
  }

  private static void describe(RoutingContext context) {
    StreamResponse.head(context.response(), StreamRequest.of(context).format()).end();
  }

  private static void refuseMethod(RoutingContext context) {
    context.response().putHeader("Allow", "GET, HEAD");
    Refusals.answer(context.response(), Refusals.METHOD);
  }

  private static void refuse(RoutingContext context) {
    if (context.failure() instanceof ProblemException problem) {
      Refusals.answer(context.response(), problem.getResponse());
    } else {
      context.next();
    }
  }
}
