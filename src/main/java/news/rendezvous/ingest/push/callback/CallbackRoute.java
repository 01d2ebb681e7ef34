package news.rendezvous.ingest.push.callback;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import news.rendezvous.ingest.push.CallbackBase;

/**
 * Route of the callbacks of hubs, on any replica: verification of intent by GET (W3C WebSub section
 * 5.3), content distribution by POST (section 7). An id is known to its hub alone, and is never
 * logged.
 *
 * <p>A route of Vert.x before those of Quarkus, since a push may be larger than the bodies that the
 * resources of the service accept.
 */
@ApplicationScoped
class CallbackRoute {

  /** After the checks of requests, before those of bodies. */
  private static final int ORDER = -15_000;

  private static final String PARAMETER = "id";

  private final VerificationHandler verification;
  private final DistributionHandler distribution;

  @Inject
  CallbackRoute(VerificationHandler verification, DistributionHandler distribution) {
    this.verification = verification;
    this.distribution = distribution;
  }

  void route(@Observes Router router) {
    router.route("/" + CallbackBase.PATH + "/:" + PARAMETER).order(ORDER).handler(this::handle);
  }

  private void handle(RoutingContext context) {
    HttpMethod method = context.request().method();
    String id = context.pathParam(PARAMETER);
    if (HttpMethod.GET.equals(method)) {
      verification.handle(context, id);
    } else if (HttpMethod.POST.equals(method)) {
      distribution.handle(context, id);
    } else {
      context.response().putHeader(HttpHeaders.ALLOW, "GET, POST");
      CallbackProblems.refuse(context, 405, "Hubs call it by GET and POST (W3C WebSub).");
    }
  }
}
