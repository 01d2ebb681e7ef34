package news.rendezvous.demo;

import com.rometools.rome.feed.synd.SyndEntry;
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
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import news.rendezvous.demo.SampleTimetable.Published;
import news.rendezvous.item.url.LinkHash;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;

/** Serves the sample under {@code /demo/}. */
@ApplicationScoped
class DemoUpstream {

  private final DemoConfig config;
  private final SampleStart start;
  private final InstantSource clock;

  @Inject
  DemoUpstream(DemoConfig config, SampleStart start, InstantSource clock) {
    this.config = config;
    this.start = start;
    this.clock = clock;
  }

  void route(@Observes Router router) {
    if (!config.demo()) {
      return;
    }
    for (SampleSource source : SampleSource.values()) {
      get(router, source.path, context -> document(source, context));
    }
    // The home page of the sources is that of the service.
    get(router, "/demo/", context -> redirect(context, "/"));
    // A bare reference in a plain text story is relative to the permalink: hence the second path.
    get(router, "/demo/getUrls", this::reference);
    get(router, "/demo/stories/getUrls", this::reference);
    get(router, "/demo/stories/:slug", context -> page(context.pathParam("slug"), context));
    get(router, "/demo/pictures/:slug.png", context -> picture(context.pathParam("slug"), context));
  }

  // On worker threads: writing a feed takes too long for an event loop.
  private static void get(Router router, String path, Consumer<RoutingContext> handler) {
    router.get(path).blockingHandler(handler::accept, false);
  }

  private void document(SampleSource source, RoutingContext context) {
    if (source == SampleSource.BULLETIN) {
      send(context, "text/plain;charset=UTF-8", SampleResources.text("bulletin.txt") + "\n");
      return;
    }
    SampleFeed sample = new SampleFeed(source, base(context));
    List<String> slugs =
        source == SampleSource.WIRE // carries stories of the first
            ? new SampleFeed(SampleSource.DEMO, "").slugs()
            : sample.slugs();
    byte[] feed =
        sample.write(
            new SampleTimetable(start.time(), config.demoInterval(), slugs, source)
                .published(clock.instant()));
    context.etag(UUID.nameUUIDFromBytes(feed).toString());
    // RFC 9110 section 13.1.2: If-None-Match with the current ETag is answered by 304.
    if (context.isFresh()) {
      context.response().setStatusCode(304).end();
    } else {
      send(context, "application/rss+xml;charset=UTF-8", Buffer.buffer(feed));
    }
  }

  /** Answers in each form that an end point may use, by turns. */
  private void reference(RoutingContext context) {
    List<String> slugs =
        Stream.of(
                new SampleFeed(SampleSource.DEMO, "").slugs(),
                new SampleFeed(SampleSource.CHINESE, "").slugs(),
                SampleResources.PICTURES)
            .flatMap(List::stream)
            .toList();
    LinkHash.parse(context.request().getParam("link"))
        .map(link -> slugs.stream().map(SampleResources::link).toList().indexOf(link))
        .filter(place -> place >= 0)
        .ifPresentOrElse(
            place -> answer(slugs.get(place), place % 5, context), () -> missing(context));
  }

  private void answer(String slug, int form, RoutingContext context) {
    int picture = SampleResources.PICTURES.indexOf(slug);
    if (picture >= 0 && picture % 2 == 0) {
      picture(slug, context);
    } else if (picture >= 0) {
      redirect(context, base(context) + "/demo/pictures/" + slug + ".png");
    } else {
      String story = base(context) + "/demo/stories/" + slug;
      switch (form) {
        case 0 -> redirect(context, story);
        case 1 -> json(context, JsonObject.of("urls", JsonArray.of(story)).toBuffer());
        case 2 -> send(context, "text/plain", story + "\n");
        case 3 -> json(context, JsonArray.of(story).toBuffer());
        default -> page(slug, context);
      }
    }
  }

  // Whether published yet or not: references lead to either.
  private void page(String slug, RoutingContext context) {
    Published published = new Published(slug, clock.instant(), null);
    Stream.of(SampleSource.DEMO, SampleSource.CHINESE)
        .flatMap(source -> new SampleFeed(source, base(context)).entry(published).stream())
        .findFirst()
        .ifPresentOrElse(
            story -> send(context, "text/html;charset=UTF-8", page(story)), () -> missing(context));
  }

  private static String page(SyndEntry story) {
    Document page = Jsoup.parse(SampleResources.text("story.html"));
    page.title(story.getTitle());
    page.select("link").attr("href", story.getLink());
    page.expectFirst("h1").text(story.getTitle());
    if (story.getContents().isEmpty()) {
      Stream.of(story.getDescription().getValue().split("\n\n"))
          .filter(line -> !line.startsWith("getUrls?"))
          .forEach(text -> page.body().appendElement("p").text(text));
    } else {
      page.body().append(story.getContents().get(0).getValue());
    }
    return page.outerHtml();
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

  private static void send(RoutingContext context, String contentType, String body) {
    send(context, contentType, Buffer.buffer(body));
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
