package news.rendezvous.demo;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.UUID;
import java.util.stream.Stream;
import news.rendezvous.item.LinkHash;

/** Serves the sample under {@code /demo/}. */
@ApplicationScoped
class DemoUpstream {

  private final DemoConfig config;
  private final InstantSource clock;

  @Inject
  DemoUpstream(DemoConfig config, InstantSource clock) {
    this.config = config;
    this.clock = clock;
  }

  // On worker threads: a feed is written as a whole, which an event loop has no time for.
  void route(@Observes Router router) {
    if (!config.demo()) {
      return;
    }
    Sample sample = new Sample(clock.instant(), config.demoInterval());
    Stream.of(Outlet.values())
        .forEach(
            outlet ->
                router
                    .get("/demo/" + outlet.path())
                    .blockingHandler(context -> feed(sample, outlet, context), false));
    Buffer bulletin = Bulletin.text();
    router
        .get(Bulletin.PATH)
        .handler(context -> send(context, "text/plain;charset=UTF-8", bulletin));
    // The home page of the feeds, for want of a better one: that of the service.
    router.get("/demo/").handler(context -> reply(context, new References.Answer.Moved("/")));
    // A bare reference in a plain text story is relative to the permalink: hence the second path.
    router.get("/demo/getUrls").blockingHandler(context -> reference(sample, context), false);
    router
        .get("/demo/stories/getUrls")
        .blockingHandler(context -> reference(sample, context), false);
    router.get("/demo/stories/:slug").blockingHandler(context -> page(sample, context), false);
    router
        .get("/demo/pictures/:slug.png")
        .blockingHandler(context -> picture(sample, context), false);
  }

  private void feed(Sample sample, Outlet outlet, RoutingContext context) {
    byte[] body = sample.feed(outlet, clock.instant(), base(context));
    context.etag(UUID.nameUUIDFromBytes(body).toString());
    // RFC 9110 §13.1.2: If-None-Match is answered by 304 where it names the current document.
    if (context.isFresh()) {
      context.response().setStatusCode(304).end();
    } else {
      send(context, "application/rss+xml;charset=UTF-8", Buffer.buffer(body));
    }
  }

  private void reference(Sample sample, RoutingContext context) {
    LinkHash.parse(context.request().getParam("link"))
        .flatMap(link -> sample.answer(link, base(context)))
        .ifPresentOrElse(answer -> reply(context, answer), () -> missing(context));
  }

  private static void reply(RoutingContext context, References.Answer answer) {
    if (answer instanceof References.Answer.Moved moved) {
      context.response().setStatusCode(302).putHeader(HttpHeaders.LOCATION, moved.location()).end();
    } else if (answer instanceof References.Answer.Found found) {
      send(context, found.contentType(), found.body());
    }
  }

  private void page(Sample sample, RoutingContext context) {
    sample
        .page(context.pathParam("slug"), base(context))
        .map(html -> Buffer.buffer(html, StandardCharsets.UTF_8.name()))
        .ifPresentOrElse(
            html -> send(context, "text/html;charset=UTF-8", html), () -> missing(context));
  }

  private static void picture(Sample sample, RoutingContext context) {
    sample
        .picture(context.pathParam("slug"))
        .ifPresentOrElse(png -> send(context, "image/png", png), () -> missing(context));
  }

  private static void missing(RoutingContext context) {
    context.response().setStatusCode(404).end();
  }

  private static void send(RoutingContext context, String contentType, Buffer body) {
    context.response().putHeader(HttpHeaders.CONTENT_TYPE, contentType).end(body);
  }

  private String base(RoutingContext context) {
    return config
        .publicUrl()
        .map(url -> url.endsWith("/") ? url.substring(0, url.length() - 1) : url)
        .orElseGet(() -> loopback(context.request().localAddress().port()));
  }

  private static String loopback(int port) {
    return "http://127.0.0.1:" + port;
  }
}
