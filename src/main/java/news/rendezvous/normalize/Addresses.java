package news.rendezvous.normalize;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import news.rendezvous.item.Attachment;
import news.rendezvous.item.CanonicalUrl;
import news.rendezvous.parse.ParsedEntry;
import news.rendezvous.resolve.MediaTypes;
import org.jspecify.annotations.Nullable;

/** The addresses of one entry: absolute http and https ones, whatever the feed gave. */
final class Addresses {

  private static final Pattern MEDIA_TYPE = Pattern.compile("[\\w!#$&^.+-]+/[\\w!#$&^.+-]+");
  private static final String UNKNOWN_TYPE = "application/octet-stream";

  private final ParsedEntry entry;
  private final String feedUrl;

  Addresses(ParsedEntry entry, String feedUrl) {
    this.entry = entry;
    this.feedUrl = feedUrl;
  }

  /** What relative addresses in the content mean: the first of base, link and feed that is one. */
  String base() {
    return Stream.of(entry.base(), entry.link())
        .flatMap(url -> resolve(url, feedUrl).stream())
        .findFirst()
        .orElse(feedUrl);
  }

  Optional<String> absolute(@Nullable String url) {
    return resolve(url, base());
  }

  /** An address made absolute; empty for one that is blank, active, or not of http or https. */
  static Optional<String> resolve(@Nullable String url, @Nullable String base) {
    return Optional.ofNullable(url)
        .filter(Addresses::isInert)
        .flatMap(inert -> CanonicalUrl.resolve(inert, base));
  }

  /** The link; where there is none, a guid that could be one. */
  Optional<CanonicalUrl> permalink() {
    return Optional.ofNullable(entry.link())
        .filter(Addresses::isInert)
        .flatMap(link -> CanonicalUrl.of(link, feedUrl))
        .or(() -> CanonicalUrl.of(entry.guid()).filter(CanonicalUrl::hasPath));
  }

  /** The permalink that the publisher gave before a carrier put its own in its place. */
  Optional<CanonicalUrl> original() {
    return Optional.ofNullable(entry.originalLink())
        .filter(Addresses::isInert)
        .flatMap(link -> CanonicalUrl.of(link, feedUrl));
  }

  /** The guid as it was given, unless following it would run something. */
  Optional<String> guid() {
    return Optional.ofNullable(entry.guid())
        .map(guid -> PlainText.characters(guid).strip())
        .filter(Addresses::isInert);
  }

  private static boolean isInert(String address) {
    return !address.isBlank() && !CanonicalUrl.isActive(address);
  }

  /** The enclosures, each address once. */
  List<Attachment> attachments() {
    Set<String> seen = new HashSet<>();
    return entry.enclosures().stream()
        .flatMap(enclosure -> attachment(enclosure).stream())
        .filter(attachment -> seen.add(attachment.url()))
        .toList();
  }

  private Optional<Attachment> attachment(ParsedEntry.Enclosure enclosure) {
    return absolute(enclosure.url())
        .map(
            url ->
                new Attachment(
                    url,
                    type(enclosure.type(), url),
                    positive(enclosure.bytes()),
                    positive(enclosure.seconds())));
  }

  private static String type(@Nullable String given, String url) {
    return Optional.ofNullable(given)
        .map(type -> type.replaceFirst(";.*", "").strip().toLowerCase(Locale.ROOT))
        .filter(type -> MEDIA_TYPE.matcher(type).matches())
        .or(() -> MediaTypes.guess(url))
        .orElse(UNKNOWN_TYPE);
  }

  // RSS 2.0 asks for a length even where it is not known; feeds then write 0.
  private static @Nullable Long positive(@Nullable Long number) {
    return number != null && number > 0 ? number : null;
  }
}
