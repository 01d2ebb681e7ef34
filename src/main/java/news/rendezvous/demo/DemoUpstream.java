package news.rendezvous.demo;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.InstantSource;
import java.util.UUID;
import news.rendezvous.item.url.LinkHash;

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

  // On worker threads: writing a feed takes too long for an event loop.
  void route(@Observes Router router) {
    if (!config.demo()) {
      return;
    }
    Sample sample = new Sample(clock.instant(), config.demoInterval());
    SampleSource.feeds()
        .forEach(
            source ->
                router
                    .get(source.path())
                    .blockingHandler(context -> feed(sample, source, context), false));
    Buffer bulletin = Buffer.buffer(SampleResources.bulletin());
    router
        .get(SampleSource.BULLETIN.path())
        .handler(context -> send(context, "text/plain;charset=UTF-8", bulletin));
    // The home page of the sources is that of the service.
    router.get("/demo/").handler(context -> redirect(context, "/"));
    // A bare reference in a plain text story is relative to the permalink: hence the second path.
    router.get("/demo/getUrls").blockingHandler(context -> reference(sample, context), false);
    router
        .get("/demo/stories/getUrls")
        .blockingHandler(context -> reference(sample, context), false);
    router
        .get("/demo/stories/:slug")
        .blockingHandler(context -> page(sample, context.pathParam("slug"), context), false);
    router
        .get("/demo/pictures/:slug.png")
        .blockingHandler(context -> picture(context.pathParam("slug"), context), false);
  }

  private void feed(Sample sample, SampleSource source, RoutingContext context) {
    byte[] body = sample.feed(source, clock.instant(), base(context));
    context.etag(UUID.nameUUIDFromBytes(body).toString());
    // RFC 9110 section 13.1.2: If-None-Match with the current ETag is answered by 304.
    if (context.isFresh()) {
      context.response().setStatusCode(304).end();
    } else {
      send(context, "application/rss+xml;charset=UTF-8", Buffer.buffer(body));
    }
  }

  private void reference(Sample sample, RoutingContext context) {
    LinkHash.parse(context.request().getParam("link"))
        .flatMap(sample::slug)
        .ifPresentOrElse(slug -> reference(sample, slug, context), () -> missing(context));
  }

  /** Answers in each form that an end point may use, by turns. */
  private void reference(Sample sample, String slug, RoutingContext context) {
    int picture = SampleResources.PICTURES.indexOf(slug);
    if (picture >= 0 && picture % 2 == 0) {
      picture(slug, context);
    } else if (picture >= 0) {
      redirect(context, base(context) + "/demo/pictures/" + slug + ".png");
    } else {
      String story = base(context) + "/demo/stories/" + slug;
      switch (sample.place(slug) % 5) {
        case 0 -> redirect(context, story);
        case 1 -> json(context, new JsonObject().put("urls", JsonArray.of(story)).toBuffer());
        case 2 -> send(context, "text/plain", Buffer.buffer(story + "\n"));
        case 3 -> json(context, JsonArray.of(story).toBuffer());
        default -> page(sample, slug, context);
      }
    }
  }

  private void page(Sample sample, String slug, RoutingContext context) {
    sample
        .page(slug, base(context))
        .ifPresentOrElse(
            html -> send(context, "text/html;charset=UTF-8", Buffer.buffer(html)),
            () -> missing(context));
  }

  private static void picture(String slug, RoutingContext context) {
    SampleResources.picture(slug)
        .ifPresentOrElse(
            png -> send(context, "image/png", Buffer.buffer(png)), () -> missing(context));
  }

  private static void redirect(RoutingContext context, String location) {
    context.response().setStatusCode(302).putHeader(HttpHeaders.LOCATION, location).end();
  }

  private static void json(RoutingContext context, Buffer body) {
    send(context, "application/json", body);
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
        .orElseGet(() -> "http://127.0.0.1:" + context.request().localAddress().port());
  }
}
