package news.rendezvous.ingest.parse.feed;

import java.util.Optional;
import news.rendezvous.ingest.fetch.Document;
import news.rendezvous.ingest.parse.xml.XmlElement;
import news.rendezvous.item.url.CanonicalUrl;
import org.jspecify.annotations.Nullable;

/**
 * What relative addresses are resolved against.
 *
 * @param url an absolute URL
 * @param declared whether an xml:base says so
 */
public record BaseUrl(String url, boolean declared) {

  /** This base, or what xml:base makes of it (XML Base section 4). */
  public BaseUrl under(@Nullable String xmlBase) {
    return CanonicalUrl.resolve(xmlBase, /* base= */ url)
        .map(base -> new BaseUrl(base, true))
        .orElse(this);
  }

  /** This base, or a page that is a better guess where none was declared. */
  BaseUrl orPage(@Nullable String page) {
    return declared
        ? this
        : CanonicalUrl.resolve(page, /* base= */ url)
            .map(base -> new BaseUrl(base, false))
            .orElse(this);
  }

  /** This base, or what the xml:base of an element and of those around it make of it. */
  public BaseUrl within(@Nullable XmlElement element) {
    return element == null ? this : within(element.parent()).under(element.xmlAttribute("base"));
  }

  /** The same for an element in a place that this is the base of. */
  public BaseUrl within(@Nullable XmlElement element, XmlElement place) {
    return element == null || element == place || place.isWithin(element)
        ? this
        : within(element.parent(), place).under(element.xmlAttribute("base"));
  }

  /** An address made absolute; one of a scheme that is neither http nor https stays as it is. */
  @Nullable String absolute(@Nullable String address) {
    if (address == null || address.isBlank()) {
      return null;
    }
    // No address holds "&amp;" on purpose: it was escaped twice.
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
