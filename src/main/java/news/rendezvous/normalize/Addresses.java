package news.rendezvous.normalize;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import news.rendezvous.item.Attachment;
import news.rendezvous.item.CanonicalUrl;
import news.rendezvous.parse.Media;
import news.rendezvous.parse.ParsedEntry;
import news.rendezvous.resolve.MediaTypes;
import org.jspecify.annotations.Nullable;

/** The addresses of one entry: absolute http and https ones, whatever the feed gave. */
final class Addresses {

  private final ParsedEntry entry;
  private final String base;
  private final @Nullable CanonicalUrl permalink;
  private final @Nullable CanonicalUrl original;

  Addresses(ParsedEntry entry, String feedUrl) {
    this.entry = entry;
    this.base =
        resolve(entry.base(), feedUrl).or(() -> resolve(entry.link(), feedUrl)).orElse(feedUrl);
    this.permalink =
        inert(entry.link())
            .flatMap(link -> CanonicalUrl.of(link, feedUrl))
            .or(() -> CanonicalUrl.of(entry.guid()).filter(CanonicalUrl::hasPath))
            .orElse(null);
    this.original =
        inert(entry.originalLink()).flatMap(link -> CanonicalUrl.of(link, feedUrl)).orElse(null);
  }

  /** What relative addresses in the content mean: the first of base, link and feed that is one. */
  String base() {
    return base;
  }

  Optional<String> absolute(@Nullable String url) {
    return resolve(url, base);
  }

  /** An address made absolute; empty for one that is blank, active, or not of http or https. */
  static Optional<String> resolve(@Nullable String url, @Nullable String base) {
    return inert(url).flatMap(address -> CanonicalUrl.resolve(address, base));
  }

  /** The link; where there is none, a guid that could be one. */
  @Nullable CanonicalUrl permalink() {
    return permalink;
  }

  /** The permalink that the publisher gave before a carrier put its own in its place. */
  @Nullable CanonicalUrl original() {
    return original;
  }

  /** The guid as it was given, unless following it would run something. */
  Optional<String> guid() {
    return inert(entry.guid()).map(guid -> PlainText.characters(guid).strip());
  }

  private static Optional<String> inert(@Nullable String address) {
    return Optional.ofNullable(address)
        .filter(text -> !text.isBlank() && !CanonicalUrl.isActive(text));
  }
}
