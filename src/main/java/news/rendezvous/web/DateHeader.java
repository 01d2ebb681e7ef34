package news.rendezvous.web;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;

/**
 * Dates every answer, which RFC 9110 section 6.6.1 requires of a server that has a clock and which
 * Vert.x (4.5) leaves out. Only what cannot be read as a request is refused without a date: Vert.x
 * does so before any route.
 */
@ApplicationScoped
class DateHeader {

  private final HttpDate date;

  @Inject
  DateHeader(HttpDate date) {
    this.date = date;
  }

  // A request that Vert.x fails by itself never meets a handler.
  void route(@Observes Router router) {
    router.route().order(Turn.DATE).handler(this::date).failureHandler(this::date);
  }

  // When it is sent and not when it was asked for: what it tells of may be newer than that.
  private void date(RoutingContext context) {
    context.addHeadersEndHandler(
        sent -> context.response().putHeader(HttpDate.HEADER, date.now().text()));
    context.next();
  }
}
