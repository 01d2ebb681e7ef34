package news.rendezvous.serve.http.problem;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;

/** Problem documents for errors outside of JAX-RS resources. */
@ApplicationScoped
class RouteProblems {

  /** Before the limit of Quarkus, which answers with an empty body. */
  private static final int PRIORITY = 1000;

  /** Order of a route before those of Quarkus. */
  private static final int FIRST = -10_000;

  private static final Problem NO_HOST =
      Problem.of(
          400,
          "The header Host must name a host, such as Host: news.example, RFC 9110 section 7.2.");

  private final ProblemPages pages;
  private final BodyLimit limit;

  @Inject
  RouteProblems(ProblemPages pages, BodyLimit limit) {
    this.pages = pages;
    this.limit = limit;
  }

  void limitBodies(@Observes Filters filters) {
    filters.register(this::refuseOversized, PRIORITY);
  }

  void answerErrors(@Observes Router router) {
    router.errorHandler(404, context -> answer(context, 404));
    router.route().order(FIRST).failureHandler(this::refuse);
  }

  // Vert.x fails a request with an invalid host, which Quarkus would log as an internal error; a
  // failure without an exception would have an empty body.
  private void refuse(RoutingContext context) {
    if (context.failure() instanceof ProblemException known) {
      answer(context, known.problem());
    } else if (context.statusCode() == 400) {
      answer(context, NO_HOST);
    } else if (context.failure() == null) {
      answer(context, context.statusCode());
    } else {
      context.next();
    }
  }

  // The rest of the body is read and dropped: closing the connection while the client still sends
  // would lose the response.
  private void refuseOversized(RoutingContext context) {
    if (limit.isExceededBy(contentLength(context))) {
      context.request().resume();
      answer(context, limit.problem());
    } else {
      context.next();
    }
  }

  private static long contentLength(RoutingContext context) {
    String length = context.request().getHeader(HttpHeaders.CONTENT_LENGTH);
    // Netty has validated the number.
    return length == null ? 0 : Long.parseLong(length.strip());
  }

  private void answer(RoutingContext context, int status) {
    answer(context, Problem.of(status, ProblemMappers.advice(status)));
  }

  private void answer(RoutingContext context, Problem problem) {
    HttpServerResponse response =
        context
            .response()
            .setStatusCode(problem.status())
            .putHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT);
    pages
        .page(
            problem,
            context.request().headers().getAll(HttpHeaders.ACCEPT),
            context.request().headers().getAll(HttpHeaders.ACCEPT_LANGUAGE),
            context.request().path())
        .ifPresentOrElse(
            page -> show(page, response),
            () ->
                response
                    .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                    .end(Buffer.buffer(problem.toJson())));
  }

  private static void show(ProblemPages.Page page, HttpServerResponse response) {
    page.headers().forEach(response::putHeader);
    response
        .putHeader(HttpHeaders.CONTENT_TYPE, ProblemPages.MEDIA_TYPE)
        .end(Buffer.buffer(page.body()));
  }
}
