package news.rendezvous.serve;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.function.BiConsumer;
import news.rendezvous.web.HttpDate;
import org.jspecify.annotations.Nullable;

/**
 * A feed document, and what else is said about it.
 *
 * @param rendition the document
 * @param cacheControl what caches may do with it
 * @param vary request headers by which another would have been chosen
 * @param location where its format has an address of its own; null at that address
 */
record Answer(
    Documents.Rendition rendition, String cacheControl, String vary, @Nullable String location) {

  /** 200, 304 where the client has it, or 412 where it insists on another. */
  Response response(Preconditions client) {
    if (isNotFor(client)) {
      return Representation.OTHER.toResponse();
    }
    boolean known = isKnownTo(client);
    Response.ResponseBuilder response =
        known ? Response.notModified() : Response.ok(rendition.body());
    describe(known, response::header);
    return response.build();
  }

  /** Bytes that it takes in memory, but for its body. */
  int weight() {
    return rendition.weight();
  }

  boolean isNotFor(Preconditions client) {
    return client.isFailedBy(rendition.tag(), rendition.modified());
  }

  boolean isKnownTo(Preconditions client) {
    return client.isMetBy(rendition.tag(), rendition.modified());
  }

  /** Tells the headers. RFC 9110 section 15.4.5 says what a 304 has to repeat of the 200. */
  void describe(boolean known, BiConsumer<String, String> told) {
    told.accept(HttpHeaders.ETAG, rendition.tag());
    told.accept(HttpHeaders.CACHE_CONTROL, cacheControl);
    told.accept(HttpHeaders.VARY, vary);
    told.accept(HttpHeaders.LAST_MODIFIED, HttpDate.of(rendition.modified()));
    told.accept(HttpHeaders.LINK, rendition.links());
    if (location != null) {
      told.accept(HttpHeaders.CONTENT_LOCATION, location);
    }
    if (!known) {
      told.accept(HttpHeaders.CONTENT_TYPE, rendition.mediaType());
    }
    if (!known && rendition.coding() != Coding.IDENTITY) {
      told.accept(HttpHeaders.CONTENT_ENCODING, rendition.coding().token());
    }
  }
}
