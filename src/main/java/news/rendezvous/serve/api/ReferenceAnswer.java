package news.rendezvous.serve.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import news.rendezvous.ingest.resolve.KnownReferences.KnownReference;
import news.rendezvous.item.ItemId;
import news.rendezvous.item.Json;
import news.rendezvous.item.Related;
import news.rendezvous.item.url.CanonicalUrl;
import news.rendezvous.item.url.LinkHash;
import org.jspecify.annotations.Nullable;

/**
 * A {@code getUrls} reference with its resolution.
 *
 * @param urls targets; empty while unresolved
 */
public record ReferenceAnswer(
    LinkHash link,
    @Nullable String title,
    Related.Kind kind,
    List<CanonicalUrl> urls,
    @Nullable ItemId item) {

  public ReferenceAnswer {
    urls = List.copyOf(urls);
  }

  static ReferenceAnswer of(Related related) {
    return new ReferenceAnswer(
        related.link(), related.title(), related.kind(), related.urls(), related.item());
  }

  static ReferenceAnswer of(KnownReference known) {
    return new ReferenceAnswer(known.link(), known.title(), known.kind(), known.urls(), null);
  }

  boolean isResolved() {
    return !urls.isEmpty();
  }

  ObjectNode json() {
    ObjectNode json = Json.mapper().createObjectNode();
    json.put("link", link.toString());
    if (title != null) {
      json.put("title", title);
    }
    json.set("kind", Json.mapper().valueToTree(kind));
    json.set("urls", Json.mapper().valueToTree(urls));
    return json;
  }
}
