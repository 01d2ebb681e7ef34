package news.rendezvous.ingest.icon;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import news.rendezvous.ingest.fetch.Document;
import news.rendezvous.item.url.CanonicalUrl;
import okhttp3.HttpUrl;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;

/** Icon that a page announces by {@code <link rel="icon">} (HTML Living Standard, 4.6.7.8). */
final class AnnouncedIcon {

  private static final String LINKS =
      "link[rel~=(?i)(^|\\s)icon(\\s|$)][href]"
          + ":not([type*=svg]):not([href~=(?i)\\.svg(\\?.*)?$])";

  private static final Pattern SIZE = Pattern.compile("(\\d{1,4})[xX]\\d{1,4}");

  /** Device pixels of an icon of 16 CSS pixels on a dense screen. */
  private static final int WANTED = 32;

  private AnnouncedIcon() {}

  /** The icon whose size fits best; empty if the page announces none, or only SVG. */
  static Optional<HttpUrl> of(Document document) {
    return parse(document).select(LINKS).stream()
        .reduce((best, next) -> misfit(next) <= misfit(best) ? next : best) // of equals the last
        .flatMap(link -> CanonicalUrl.resolve(link.attr("href"), link.baseUri()))
        .flatMap(url -> Optional.ofNullable(HttpUrl.parse(url)));
  }

  private static org.jsoup.nodes.Document parse(Document document) {
    try {
      // Without a charset: that of the page itself, else UTF-8; the URLs are mostly ASCII.
      return Jsoup.parse(
          new ByteArrayInputStream(document.body()), null, document.url().toString());
    } catch (IOException e) {
      throw new UncheckedIOException("in-memory parsing failed", e);
    }
  }

  // Without sizes it is the classic favicon, which fits.
  private static int misfit(Element link) {
    return SIZE.matcher(link.attr("sizes"))
        .results()
        .map(AnnouncedIcon::misfit)
        .min(Integer::compare)
        .orElse(0);
  }

  private static int misfit(MatchResult size) {
    return Math.abs(Integer.parseInt(size.group(1)) - WANTED);
  }
}
