package news.rendezvous.serve.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;
import news.rendezvous.serve.http.problem.Problem;
import news.rendezvous.serve.http.problem.ProblemException;

/** Checks that HTTP/1 requires of a server for every request and that Vert.x (4.5) leaves out. */
@ApplicationScoped
class RequestValidation {

  void route(@Observes Router router) {
    router.route().order(RouteOrder.REQUEST_CHECK.order()).handler(RequestValidation::check);
  }

  private static void check(RoutingContext context) {
    RequestTarget.problem(context.request().uri())
        .ifPresentOrElse(
            problem -> context.fail(400, new ProblemException(problem)), () -> checkHead(context));
  }

  private static void checkHead(RoutingContext context) {
    HttpServerRequest request = context.request();
    if (request.version() == HttpVersion.HTTP_2) {
      context.next(); // the checks below are of HTTP/1 syntax
    } else if (request.version() == null) {
      refuse(context, 505);
    } else if (RequestFraming.hasNamelessHeader(request.headers())) {
      refuse(context, "A header has no name, RFC 9110 section 5.1.");
    } else if (!RequestFraming.isUnclear(request.headers())) {
      checkHost(context);
    } else if (RequestFraming.isChunkedLast(request.headers())) {
      refuse(context, 501);
    } else {
      refuse(
          context, "The last coding of Transfer-Encoding must be chunked, RFC 9112 section 6.1.");
    }
  }

  private static void checkHost(RoutingContext context) {
    HttpServerRequest request = context.request();
    Optional<String> host = TargetHost.of(request);
    if (host.isEmpty()) {
      refuse(
          context,
          "The request must have one header Host that names a host, such as Host: news.example, RFC"
              + " 9112 section 3.2.");
      return;
    }
    host.filter(name -> !name.equals(request.getHeader(HttpHeaders.HOST)) && !name.isEmpty())
        .ifPresent(name -> request.headers().set(HttpHeaders.HOST, name));
    if (RequestFraming.isLast(request.headers())) {
      close(context);
    }
    context.next();
  }

  private static void refuse(RoutingContext context, String detail) {
    close(context);
    context.fail(400, new ProblemException(Problem.of(400, detail)));
  }

  private static void refuse(RoutingContext context, int status) {
    close(context);
    context.fail(status);
  }

  private static void close(RoutingContext context) {
    context.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
    context.addEndHandler(x -> context.request().connection().close());
  }
}
