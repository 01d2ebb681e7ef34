package news.rendezvous.ingest.resolve.answer;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import news.rendezvous.ingest.fetch.ChallengePage;
import news.rendezvous.ingest.parse.html.LoginPage;
import news.rendezvous.item.url.CanonicalUrl;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/**
 * Landing page of a reference: canonical link and title, and detection of pages that are no target
 * (soft 404, login form, challenge).
 */
final class LandingPage {

  /** Titles of soft 404 pages, which have status 200. */
  private static final Pattern NOT_FOUND =
      Pattern.compile(
          "(?<!\\d)404(?!\\d)|\\b(?:page|file|document|content)\\W+(?:was\\W+|could\\W+not\\W+be\\W+)?"
              + "(?:not\\W+)?found\\b|^not\\W+found\\b"
              + "|(?:页面|頁面|网页|網頁|内容|內容|文章).{0,6}(?:不存在|未找到|找不到|已删除|已刪除)"
              + "|(?:找不到|未找到).{0,6}(?:页面|頁面|网页|網頁|内容|內容)|ページが見つかりません|페이지를 찾을 수 없습니다",
          Pattern.CASE_INSENSITIVE);

  private static final int MAX_TITLE = 300;

  private final Document html;
  private final String url;

  private LandingPage(Document html, String url) {
    this.html = html;
    this.url = url;
  }

  static LandingPage read(byte[] body, @Nullable String charset, String url) {
    try {
      return new LandingPage(Jsoup.parse(new ByteArrayInputStream(body), charset, url), url);
    } catch (IOException e) {
      throw new UncheckedIOException("an array in memory cannot fail", e);
    }
  }

  /** The page's own address: RFC 6596 canonical link, else the Open Graph URL. */
  Optional<CanonicalUrl> address() {
    Stream<String> canonical = attributes("link[rel~=(?i)(^|\\s)canonical(\\s|$)][href]", "href");
    return Stream.concat(canonical, openGraph("url"))
        .filter(value -> !value.isBlank())
        .flatMap(value -> CanonicalUrl.of(value, url).stream())
        .findFirst();
  }

  /** Open Graph title, else the title element; null without any. */
  @Nullable String title() {
    return Stream.concat(openGraph("title"), Stream.of(html.title()))
        .map(text -> text.strip().replaceAll("\\s+", " "))
        .filter(text -> !text.isEmpty())
        .map(text -> text.substring(0, text.offsetByCodePoints(0, length(text))))
        .findFirst()
        .orElse(null);
  }

  private static int length(String text) {
    return Math.min(text.codePointCount(0, text.length()), MAX_TITLE);
  }

  private Stream<String> openGraph(String property) {
    return attributes("meta[property=og:" + property + "][content]", "content");
  }

  private Stream<String> attributes(String query, String name) {
    return html.select(query).stream().map((Element element) -> element.attr(name));
  }

  boolean isChallenge() {
    return ChallengePage.signatureIn(html.outerHtml()).isPresent();
  }

  /** True for a soft 404, by its title. */
  boolean isNotFound() {
    return NOT_FOUND.matcher(html.title()).find();
  }

  boolean isLogin() {
    return LoginPage.is(html);
  }
}
