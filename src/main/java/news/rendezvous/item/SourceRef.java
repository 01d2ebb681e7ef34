package news.rendezvous.item;

import java.util.Objects;
import news.rendezvous.item.url.CanonicalUrl;
import org.jspecify.annotations.Nullable;

/**
 * Reference to the source of a story.
 *
 * @param url the URL of its feed, without user info
 */
public record SourceRef(String id, @Nullable String title, String url) {

  public SourceRef {
    Objects.requireNonNull(id, "the id of the source is missing");
    url =
        CanonicalUrl.withoutUserInfo(
            Objects.requireNonNull(url, "the URL of the source is missing"));
  }
}
