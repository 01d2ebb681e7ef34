package news.rendezvous.serve;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Objects;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;

/** The feeds that are served as OPML 2.0, for a reader to subscribe to all of them at once. */
@Path("/opml")
public class OpmlResource {

  private final PublicUrl publicUrl;
  private final ServeConfig config;
  private final SourceProfiles profiles;

  OpmlResource(PublicUrl publicUrl, ServeConfig config, SourceProfiles profiles) {
    this.publicUrl = publicUrl;
    this.config = config;
    this.profiles = profiles;
  }

  /** The feed of the whole stream, then that of each source. */
  @GET
  public Response opml(@Context UriInfo uri, @Context HttpHeaders headers) {
    byte[] document = document(publicUrl.base(uri.getBaseUri()));
    return new Representation(document, "text/x-opml;charset=UTF-8")
        .answer(headers)
        .header(HttpHeaders.CACHE_CONTROL, Answers.cacheControl(config))
        .build();
  }

  private byte[] document(String base) {
    return Xml.document(
        xml -> {
          xml.open("opml", "version", "2.0");
          xml.open("head");
          xml.text("title", config.title());
          xml.close();
          xml.open("body");
          outline(xml, config.title(), base + "/feed.rss", base + "/");
          for (SourceProfile source : profiles.all()) {
            String title = Objects.requireNonNullElse(source.title(), source.id());
            outline(xml, title, base + "/sources/" + source.id() + "/feed.rss", source.homePage());
          }
          xml.close();
          xml.close();
        });
  }

  // OPML 2.0, subscription lists: type, text and xmlUrl are required, the others optional.
  private static void outline(Xml xml, String title, String feed, @Nullable String homePage)
      throws XMLStreamException {
    xml.empty(
        "outline", "type", "rss", "text", title, "title", title, "xmlUrl", feed, "htmlUrl",
        homePage);
  }
}
