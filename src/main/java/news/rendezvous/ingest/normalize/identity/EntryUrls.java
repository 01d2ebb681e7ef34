package news.rendezvous.ingest.normalize.identity;

import java.util.Optional;
import news.rendezvous.ingest.parse.entry.ParsedEntry;
import news.rendezvous.item.text.XmlCharacters;
import news.rendezvous.item.url.CanonicalUrl;
import org.jspecify.annotations.Nullable;

/** The URLs of one entry, absolute and of http or https. */
public final class EntryUrls {

  private final ParsedEntry entry;
  private final int maxUrl;
  private final String base;
  private final String page;
  private final @Nullable CanonicalUrl permalink;
  private final @Nullable CanonicalUrl original;

  /**
   * URLs of an entry.
   *
   * @param maxUrl longest URL that is kept, in characters
   */
  EntryUrls(ParsedEntry entry, String feedUrl, int maxUrl) {
    this.entry = entry;
    this.maxUrl = maxUrl;
    Optional<String> link = resolve(entry.link(), feedUrl);
    this.base = resolve(entry.base(), feedUrl).or(() -> link).orElse(feedUrl);
    this.page = link.orElse(base);
    this.permalink =
        canonical(entry.link(), feedUrl)
            .or(() -> canonical(entry.guid(), null).filter(CanonicalUrl::hasPath))
            .orElse(null);
    this.original = canonical(entry.originalLink(), feedUrl).orElse(null);
  }

  /**
   * An absolute URL; empty for one that is blank, active, too long, or not of http or https. A
   * fragment alone is a part of the entry's page, whatever base the document declares.
   */
  public Optional<String> absolute(@Nullable String url) {
    return resolve(url, url != null && url.stripLeading().startsWith("#") ? page : base);
  }

  /** The absolute URL of a file; it may be a magnet link. */
  public Optional<String> file(@Nullable String url) {
    return inert(url).flatMap(address -> CanonicalUrl.file(address, base)).filter(this::isShort);
  }

  private Optional<String> resolve(@Nullable String url, String against) {
    return inert(url)
        .flatMap(address -> CanonicalUrl.resolve(address, against))
        .filter(this::isShort);
  }

  private Optional<CanonicalUrl> canonical(@Nullable String url, @Nullable String against) {
    return inert(url)
        .flatMap(address -> CanonicalUrl.of(address, against))
        .filter(canonical -> isShort(canonical.toString()));
  }

  private boolean isShort(String url) {
    return url.length() <= maxUrl;
  }

  /** The link; without a link, a guid that is a URL with a path. */
  @Nullable
  public CanonicalUrl permalink() {
    return permalink;
  }

  /** The permalink of the publisher, where an aggregator replaced it by its own. */
  @Nullable CanonicalUrl original() {
    return original;
  }

  /** The guid as the feed gives it, without user info if it is a URL; empty for an active one. */
  public Optional<String> guid() {
    return guid(entry.guid());
  }

  /** A guid as {@link #guid()} gives it. */
  public static Optional<String> guid(@Nullable String written) {
    return inert(written)
        .map(guid -> CanonicalUrl.withoutUserInfo(XmlCharacters.only(guid).strip()));
  }

  private static Optional<String> inert(@Nullable String address) {
    return Optional.ofNullable(address)
        .filter(text -> !text.isBlank() && !CanonicalUrl.isActive(text));
  }
}
