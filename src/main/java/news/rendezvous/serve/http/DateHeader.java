package news.rendezvous.serve.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.InstantSource;
import news.rendezvous.item.text.HttpDate;

/**
 * Adds {@code Date}, which RFC 9110 section 6.6.1 requires of a server with a clock and Vert.x
 * (4.5) leaves out. Only a malformed request line or header is answered without it: Vert.x does so
 * before any route.
 */
@ApplicationScoped
public class DateHeader {

  private static final CharSequence DATE = HttpHeaders.createOptimized("Date");

  private final InstantSource clock;
  private volatile Formatted latest = Formatted.of(0);

  @Inject
  DateHeader(InstantSource clock) {
    this.clock = clock;
  }

  /** One second in the form of the header, encoded once. */
  private record Formatted(long second, CharSequence text) {

    static Formatted of(long second) {
      String text = HttpDate.format(Instant.ofEpochSecond(second));
      return new Formatted(second, HttpHeaders.createOptimized(text));
    }
  }

  // A request that Vert.x fails reaches the failure handlers only.
  void route(@Observes Router router) {
    router.route().order(RouteOrder.DATE.order()).handler(this::date).failureHandler(this::date);
  }

  private void date(RoutingContext context) {
    context.addHeadersEndHandler(sent -> addTo(context.response()));
    context.next();
  }

  /** Sets the current time. */
  public void addTo(HttpServerResponse response) {
    response.headers().set(DATE, now());
  }

  // Taken when the headers are sent: section 8.8.2.1 allows no Last-Modified after Date.
  private CharSequence now() {
    long second = Math.floorDiv(clock.millis(), 1_000);
    Formatted now = latest;
    if (now.second() != second) {
      now = Formatted.of(second);
      latest = now;
    }
    return now.text();
  }
}
