package news.rendezvous.ingest.parse.entry;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Discovery of WebSub hubs (W3C WebSub section 4): the links {@code hub} and {@code self} of a
 * feed.
 *
 * @param hubs absolute URLs without control characters, in their order; at most {@link #MAX_HUBS}
 * @param self URL of the topic; null where the feed does not say
 */
public record HubLinks(List<String> hubs, @Nullable String self) {

  public static final HubLinks NONE = new HubLinks(List.of(), null);

  /** Publishers announce one or two. */
  private static final int MAX_HUBS = 4;

  /** The longest URL that is requested and stored, in characters. */
  private static final int MAX_URL = 2_048;

  public HubLinks {
    hubs = hubs.stream().filter(HubLinks::isStored).distinct().limit(MAX_HUBS).toList();
    self = self != null && isStored(self) ? self : null;
  }

  private static boolean isStored(String url) {
    return url.length() <= MAX_URL
        && (url.startsWith("https://") || url.startsWith("http://"))
        && url.chars().noneMatch(Character::isISOControl); // a client would drop or encode them
  }

  /** These links, each kind of those of the document where it is missing here (section 4). */
  HubLinks orElse(HubLinks document) {
    return new HubLinks(hubs.isEmpty() ? document.hubs : hubs, self == null ? document.self : self);
  }
}
