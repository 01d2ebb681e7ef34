package news.rendezvous.ingest.parse.feed;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import news.rendezvous.ingest.fetch.Document;
import news.rendezvous.ingest.parse.entry.HubLinks;
import news.rendezvous.item.url.CanonicalUrl;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * Discovery of WebSub hubs (W3C WebSub section 4): in the Link headers of a response, else in the
 * link elements of its document.
 */
public final class HubDiscovery {

  private static final String HUB = "hub";
  private static final String SELF = "self";

  /** RFC 8288 section 3: a link-value, then its parameters. */
  private static final Pattern LINK =
      Pattern.compile("<([^<>]*+)>((?:\\s*;[^,;\"]*+(?:\"(?:[^\"\\\\]|\\\\.)*+\"[^,;\"]*+)?)*+)");

  /** Its parameters: token, then a quoted string or a token. */
  private static final Pattern PARAMETER =
      Pattern.compile(
          ";\\s*([^\\s=;,\"]++)\\s*(?:=\\s*(?:\"((?:[^\"\\\\]|\\\\.)*+)\"|([^\\s;,\"]*+)))?");

  private HubDiscovery() {}

  private record Link(String relations, String target) {

    boolean is(String relation) {
      return Stream.of(relations.toLowerCase(Locale.ROOT).split("\\s+")).anyMatch(relation::equals);
    }
  }

  /** The hubs that the headers of a document announce. */
  public static HubLinks ofHeaders(Document document) {
    List<Link> links = new ArrayList<>();
    for (String value : document.links()) {
      Matcher link = LINK.matcher(value);
      while (link.find()) {
        relations(link.group(2))
            .ifPresent(names -> links.add(new Link(names, link.group(1).strip())));
      }
    }
    String base = document.url().toString();
    return links(links, target -> resolved(target, base));
  }

  // RFC 8288 section 3.3: further parameters of that name are ignored.
  private static Optional<String> relations(String parameters) {
    Matcher parameter = PARAMETER.matcher(parameters);
    while (parameter.find()) {
      if (parameter.group(1).equalsIgnoreCase("rel")) {
        return Optional.ofNullable(
            parameter.group(2) == null ? parameter.group(3) : parameter.group(2));
      }
    }
    return Optional.empty();
  }

  /**
   * The hubs that an XML document announces.
   *
   * @param link name of Atom's link element in this format
   */
  static HubLinks of(ChildElements channel, String link, BaseUrl document) {
    BaseUrl base = document.within(channel.element());
    List<Link> links = new ArrayList<>();
    for (ChildElements element : channel.each(link)) {
      String relation = element.attribute("rel");
      String target = element.attribute("href");
      if (relation != null && target != null) {
        links.add(
            new Link(relation, resolvedOrAsIs(target, base.under(element.xml("base")).url())));
      }
    }
    return links(links, target -> target);
  }

  /** The hubs that a JSON Feed announces (JSON Feed 1.1, hubs): addresses as they are written. */
  static HubLinks of(Stream<String> hubs, @Nullable String feedUrl, BaseUrl document) {
    return new HubLinks(
        hubs.map(hub -> resolved(hub, document.url())).filter(Objects::nonNull).toList(),
        feedUrl == null ? null : resolved(feedUrl, document.url()));
  }

  private interface Resolution {
    @Nullable String of(String target);
  }

  private static HubLinks links(List<Link> links, Resolution resolution) {
    return new HubLinks(all(links, HUB, resolution), first(links, resolution));
  }

  private static List<String> all(List<Link> links, String relation, Resolution resolution) {
    return links.stream()
        .filter(link -> link.is(relation))
        .map(link -> resolution.of(link.target()))
        .filter(Objects::nonNull)
        .toList();
  }

  private static @Nullable String first(List<Link> links, Resolution resolution) {
    return all(links, SELF, resolution).stream().findFirst().orElse(null);
  }

  private static String resolvedOrAsIs(String target, String base) {
    return Objects.requireNonNullElse(resolved(target, base), target);
  }

  // As it is written where it is absolute: a hub compares the topic character by character.
  private static @Nullable String resolved(String target, String base) {
    String written = target.strip();
    if (written.regionMatches(true, 0, "http", 0, 4) && HttpUrl.parse(written) != null) {
      return written;
    }
    return Optional.ofNullable(HttpUrl.parse(base))
        .map(url -> url.resolve(written))
        .map(HttpUrl::toString)
        .or(() -> CanonicalUrl.resolve(written, base))
        .orElse(null);
  }
}
