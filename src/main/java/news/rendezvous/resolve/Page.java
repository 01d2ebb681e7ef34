package news.rendezvous.resolve;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import news.rendezvous.item.CanonicalUrl;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/** An HTML page, read for the address that it gives itself. */
final class Page {

  /**
   * What challenge pages of web firewalls are recognised by: paths, variables and phrases of
   * Cloudflare, Imperva, DataDome, HUMAN, AWS WAF, Sucuri, DDoS-Guard and Alibaba Cloud.
   */
  private static final Pattern CHALLENGE =
      Pattern.compile(
          "challenge-platform|cf-challenge|cf_chl_|<title>\\s*just a moment"
              + "|checking your browser|attention required! \\| cloudflare"
              + "|_incapsula_resource|captcha-delivery\\.com|px-captcha|awswafcookiedomainlist"
              + "|aws-waf-token|sucuri_cloudproxy|ddos-guard|acw_sc__v2|aliyun_waf",
          Pattern.CASE_INSENSITIVE);

  private final Document html;
  private final String url;

  private Page(Document html, String url) {
    this.html = html;
    this.url = url;
  }

  /**
   * A page.
   *
   * @param charset as the Content-Type names it; null, and the page is asked
   * @param url where it was found
   */
  static Page read(byte[] body, @Nullable String charset, String url) {
    try {
      return new Page(Jsoup.parse(new ByteArrayInputStream(body), charset, url), url);
    } catch (IOException e) {
      throw new UncheckedIOException("an array in memory cannot fail", e);
    }
  }

  /** The page's own address: RFC 6596 canonical link, else the Open Graph URL. */
  Optional<CanonicalUrl> address() {
    Stream<String> canonical = attributes("link[rel~=(?i)(^|\\s)canonical(\\s|$)][href]", "href");
    Stream<String> openGraph = attributes("meta[property=og:url][content]", "content");
    return Stream.concat(canonical, openGraph)
        .filter(value -> !value.isBlank())
        .flatMap(value -> CanonicalUrl.of(value, url).stream())
        .findFirst();
  }

  private Stream<String> attributes(String query, String name) {
    return html.select(query).stream().map((Element element) -> element.attr(name));
  }

  /** Whether it bears the marks of a web firewall's challenge. */
  boolean isChallenge() {
    return CHALLENGE.matcher(html.outerHtml()).find();
  }
}
