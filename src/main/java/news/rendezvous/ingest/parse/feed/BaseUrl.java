package news.rendezvous.ingest.parse.feed;

import java.util.Optional;
import news.rendezvous.ingest.fetch.Document;
import news.rendezvous.ingest.parse.xml.XmlElement;
import news.rendezvous.item.url.CanonicalUrl;
import org.jspecify.annotations.Nullable;

/**
 * Base URL for relative references (RFC 3986 section 5.1).
 *
 * @param declared true if it comes from xml:base
 */
public record BaseUrl(String url, boolean declared) {

  /** This base with an xml:base applied (XML Base section 4). */
  public BaseUrl under(@Nullable String xmlBase) {
    return CanonicalUrl.resolve(xmlBase, /* base= */ url)
        .map(base -> new BaseUrl(base, true))
        .orElse(this);
  }

  /** This base if it was declared, else the URL of a page. */
  BaseUrl orPage(@Nullable String page) {
    return declared
        ? this
        : CanonicalUrl.resolve(page, /* base= */ url)
            .map(base -> new BaseUrl(base, false))
            .orElse(this);
  }

  /** This base with the xml:base of an element and its ancestors applied. */
  public BaseUrl within(@Nullable XmlElement element) {
    return element == null ? this : within(element.parent()).under(element.xmlAttribute("base"));
  }

  /** This base with the xml:base of an element and its ancestors below {@code place} applied. */
  public BaseUrl within(@Nullable XmlElement element, XmlElement place) {
    return element == null || element == place || place.isWithin(element)
        ? this
        : within(element.parent(), place).under(element.xmlAttribute("base"));
  }

  /** A reference resolved; one of a scheme other than http and https is returned unchanged. */
  @Nullable String absolute(@Nullable String address) {
    if (address == null || address.isBlank()) {
      return null;
    }
    // "&amp;" in a URL was escaped twice.
    String written = address.strip().replace("&amp;", "&");
    return CanonicalUrl.resolve(written, url).orElse(written);
  }

  public static BaseUrl of(Document document) {
    String url = document.url().toString();
    // RFC 3986 section 5.1.2 with RFC 9110 section 8.7: Content-Location names the representation.
    return new BaseUrl(
        Optional.ofNullable(document.contentLocation())
            .flatMap(l -> CanonicalUrl.resolve(l, url))
            .orElse(url),
        false);
  }
}
