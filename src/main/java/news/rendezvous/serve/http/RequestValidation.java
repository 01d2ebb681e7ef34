package news.rendezvous.serve.http;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import news.rendezvous.serve.http.problem.Problem;
import news.rendezvous.serve.http.problem.ProblemException;

/** Checks that HTTP/1 requires of a server for every request and that Vert.x (4.5) leaves out. */
@ApplicationScoped
public class RequestValidation {

  private final PublicUrl publicUrl;

  @Inject
  RequestValidation(PublicUrl publicUrl) {
    this.publicUrl = publicUrl;
  }

  void route(@Observes Router router) {
    router.route().order(RouteOrder.REQUEST_CHECK.order()).handler(this::check);
  }

  /**
   * True for a request without a body and without a header that this validation rejects or
   * replaces: such a request is valid if its target and its host are.
   */
  public static boolean isSimple(HttpServerRequest request) {
    MultiMap headers = request.headers();
    return (request.version() == HttpVersion.HTTP_1_1 || request.version() == HttpVersion.HTTP_2)
        && !headers.contains(HttpHeaders.CONTENT_LENGTH)
        && !headers.contains(HttpHeaders.TRANSFER_ENCODING)
        && !hasNamelessHeader(headers)
        && isUnchanged(headers.getAll(HttpHeaders.HOST))
        && isSingleOption(headers.getAll(HttpHeaders.CONNECTION));
  }

  // A colon without a port is removed, see TargetHost.
  private static boolean isUnchanged(List<String> hosts) {
    return hosts.isEmpty() || (hosts.size() == 1 && !hosts.get(0).endsWith(":"));
  }

  private static boolean isSingleOption(List<String> connection) {
    return connection.isEmpty() || (connection.size() == 1 && connection.get(0).indexOf(',') < 0);
  }

  private void check(RoutingContext context) {
    RequestTarget.problem(context.request().uri())
        .ifPresentOrElse(
            problem -> context.fail(400, new ProblemException(problem)), () -> checkHead(context));
  }

  private void checkHead(RoutingContext context) {
    HttpServerRequest request = context.request();
    if (request.version() == HttpVersion.HTTP_2) {
      context.next(); // the checks below are of HTTP/1 syntax
    } else if (request.version() == null) {
      refuse(context, 505);
    } else if (hasNamelessHeader(request.headers())) {
      refuse(context, "A header has no name, RFC 9110 section 5.1.");
    } else if (!isUnclear(request.headers())) {
      checkHost(context);
    } else if (isChunkedLast(request.headers())) {
      refuse(context, 501);
    } else {
      refuse(
          context, "The last coding of Transfer-Encoding must be chunked, RFC 9112 section 6.1.");
    }
  }

  // RFC 9110 section 5.1: a field name has at least one character; a proxy may take such a line for
  // the end of the head. Netty ends a name at white space, so that it cannot be blank otherwise.
  private static boolean hasNamelessHeader(MultiMap headers) {
    return headers.contains("");
  }

  // RFC 9112 section 6.1: unless chunked is the last coding, the end of the body is undefined, and
  // a proxy may see a body where this server sees the next request ("request smuggling").
  private static boolean isUnclear(MultiMap headers) {
    String codings = String.join(",", headers.getAll(HttpHeaders.TRANSFER_ENCODING));
    return !codings.isEmpty() && !codings.equalsIgnoreCase("chunked");
  }

  private static boolean isChunkedLast(MultiMap headers) {
    return options(headers, HttpHeaders.TRANSFER_ENCODING)
        .reduce((former, last) -> last)
        .filter("chunked"::equalsIgnoreCase)
        .isPresent();
  }

  private void checkHost(RoutingContext context) {
    HttpServerRequest request = context.request();
    Optional<String> host = TargetHost.of(request, publicUrl.isConfigured());
    if (host.isEmpty()) {
      refuse(
          context,
          "The request must have one header Host that names a host, such as Host: news.example, RFC"
              + " 9112 section 3.2.");
      return;
    }
    host.filter(name -> !name.equals(request.getHeader(HttpHeaders.HOST)) && !name.isEmpty())
        .ifPresent(name -> request.headers().set(HttpHeaders.HOST, name));
    if (isLast(request.headers())) {
      close(context);
    }
    context.next();
  }

  // RFC 9112 section 9.6. Vert.x recognises close only as the single option.
  private static boolean isLast(MultiMap headers) {
    return !headers.contains(HttpHeaders.CONNECTION, HttpHeaders.CLOSE, true)
        && options(headers, HttpHeaders.CONNECTION).anyMatch("close"::equalsIgnoreCase);
  }

  private static Stream<String> options(MultiMap headers, CharSequence name) {
    List<String> values = headers.getAll(name);
    return values.stream().flatMap(value -> Stream.of(value.split(","))).map(String::strip);
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
