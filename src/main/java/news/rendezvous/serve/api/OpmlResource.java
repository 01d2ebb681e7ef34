package news.rendezvous.serve.api;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.stream.XMLStreamException;
import news.rendezvous.ingest.poll.SourceSummaries;
import news.rendezvous.ingest.poll.SourceSummary;
import news.rendezvous.serve.feed.FeedResponses;
import news.rendezvous.serve.format.XmlWriter;
import news.rendezvous.serve.http.EntityTag;
import news.rendezvous.serve.http.PublicUrl;
import news.rendezvous.serve.http.Representation;
import news.rendezvous.serve.http.RequestPath;
import news.rendezvous.serve.http.ServeConfig;
import news.rendezvous.serve.http.backpressure.ResponseMemory;
import news.rendezvous.view.saved.SavedView;
import news.rendezvous.view.saved.ViewRegistry;
import org.jspecify.annotations.Nullable;

/** OPML 2.0 subscription list of the feeds of this service. */
@Path("/opml")
@NeedsView
public class OpmlResource {

  /** A list of a hundred thousand sources takes long to make. */
  private static final Duration KEPT = Duration.ofSeconds(2);

  private static final int MOST_BYTES = 16 << 20;

  /** Estimated size of an outline without the base URL. */
  private static final int BYTES_OF_AN_OUTLINE = 300;

  private final PublicUrl publicUrl;
  private final ServeConfig config;
  private final SourceSummaries summaries;
  private final ViewRegistry views;
  private final ResponseMemory memory;
  private final Cache<Key, Representation> documents =
      Caffeine.newBuilder()
          .expireAfterWrite(KEPT)
          .maximumWeight(MOST_BYTES)
          .weigher((Key key, Representation document) -> 2 * document.length())
          .build();

  OpmlResource(
      PublicUrl publicUrl,
      ServeConfig config,
      SourceSummaries summaries,
      ViewRegistry views,
      ResponseMemory memory) {
    this.publicUrl = publicUrl;
    this.config = config;
    this.summaries = summaries;
    this.views = views;
    this.memory = memory;
  }

  /** The feed of the whole stream, then those of the views and of the sources. */
  @GET
  public Response opml(@Context UriInfo uri, @Context HttpHeaders headers) {
    return documents
        .get(
            new Key(publicUrl.base(RequestPath.base(uri)), views.version()),
            key -> representation(key.base()))
        .answer(headers)
        .header(HttpHeaders.CACHE_CONTROL, FeedResponses.cacheControl(config))
        .build();
  }

  /** A change of a view is seen at once. */
  private record Key(String base, long views) {}

  private Representation representation(String base) {
    List<Subscription> all =
        Stream.concat(
                views.all().stream().map(Subscription::of), summaries.all().map(Subscription::of))
            .toList();
    long size = (BYTES_OF_AN_OUTLINE + base.length()) * (long) all.size();
    try (ResponseMemory.Reservation reserved = memory.rendering(size)) {
      EntityTag tag = EntityTag.of(document("", all));
      return new Representation(document(base, all), "text/x-opml;charset=UTF-8", tag);
    }
  }

  /**
   * The facts of an outline alone, since the summaries of all sources take much memory.
   *
   * @param path below which the feeds are
   * @param homePage absolute URL, or a path of this service
   */
  private record Subscription(String path, String name, @Nullable String homePage) {

    static Subscription of(SourceSummary source) {
      return new Subscription("/sources/" + source.id(), source.name(), source.homePage());
    }

    static Subscription of(SavedView view) {
      String path = "/views/" + view.id();
      return new Subscription(path, view.title(), path);
    }

    @Nullable String homePage(String base) {
      return homePage != null && homePage.startsWith("/") ? base + homePage : homePage;
    }
  }

  private byte[] document(String base, List<Subscription> all) {
    return XmlWriter.document(
        xml -> {
          xml.open("opml", "version", "2.0");
          xml.open("head");
          xml.text("title", config.title());
          xml.close();
          xml.open("body");
          outline(xml, config.title(), base + "/feed.rss", base + "/");
          for (Subscription one : all) {
            outline(xml, one.name(), base + one.path() + "/feed.rss", one.homePage(base));
          }
          xml.close();
          xml.close();
        });
  }

  // OPML 2.0, subscription lists: type, text and xmlUrl are required, the others optional.
  private static void outline(XmlWriter xml, String title, String feed, @Nullable String homePage)
      throws XMLStreamException {
    xml.empty(
        "outline", "type", "rss", "text", title, "title", title, "xmlUrl", feed, "htmlUrl",
        homePage);
  }
}
