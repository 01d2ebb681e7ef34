package news.rendezvous.ingest.parse;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import news.rendezvous.ingest.fetch.ChallengePage;
import news.rendezvous.ingest.parse.entry.FeedLink;
import news.rendezvous.ingest.parse.entry.ParsedDocument;
import news.rendezvous.ingest.parse.feed.BaseUrl;
import news.rendezvous.ingest.parse.html.LoginPage;
import news.rendezvous.item.text.MediaTypes;
import news.rendezvous.item.url.CanonicalUrl;
import news.rendezvous.source.PollOutcome;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** An HTML page in place of a feed: its kind, and the feeds that it announces. */
final class HtmlPage {

  /** Longest part of a page that is parsed; the marks of its kind are in its head. */
  private static final int MAX_LENGTH = 256 * 1024;

  private static final Pattern START =
      Pattern.compile(
          "<!doctype\\s+html|<html[\\s>]|<head[\\s>]|<body[\\s>]", Pattern.CASE_INSENSITIVE);

  // Some pages announce a feed as XML; the types of oEmbed end with "+xml" too, and are none.
  private static final String FEED_LINKS =
      "link[rel~=(?i)\\balternate\\b]"
          + "[type~=(?i)(rss|atom|rdf|feed\\+json|^\\s*(text|application)/xml\\s*$)][href]";

  private HtmlPage() {}

  /** True if a document starts like an HTML page. */
  static boolean isPage(String head) {
    return START.matcher(head).find();
  }

  static ParsedDocument.Rejected rejected(String html, BaseUrl base) {
    String head = html.substring(0, Math.min(html.length(), MAX_LENGTH));
    Optional<String> challenge = ChallengePage.signatureIn(head);
    if (challenge.isPresent()) {
      return new ParsedDocument.Rejected(
          PollOutcome.BLOCKED,
          "a web firewall's challenge page (\"%s\"): ask the publisher to let the User-Agent of this"
                  .formatted(challenge.get())
              + " service through");
    }
    Document page = Jsoup.parse(head);
    List<FeedLink> announced = announced(page, base);
    return new ParsedDocument.Rejected(
        PollOutcome.NOT_A_FEED, kind(page) + advice(page, announced), announced);
  }

  private static String kind(Document page) {
    String title = page.title().isBlank() ? "" : " titled \"%s\"".formatted(abridged(page.title()));
    return (LoginPage.is(page) ? "a login page" : "an HTML page") + title;
  }

  private static String abridged(String title) {
    return title.length() <= 100 ? title : title.substring(0, 100) + '…';
  }

  private static String advice(Document page, List<FeedLink> announced) {
    return announced.stream()
        .findFirst()
        .map(feed -> "; it announces a feed at " + feed.url())
        .orElse(LoginPage.is(page) ? "; the feed may not be public" : "; check the URL");
  }

  private static List<FeedLink> announced(Document page, BaseUrl base) {
    String written = page.select("base[href]").attr("href");
    BaseUrl against = written.isEmpty() ? base : base.under(written);
    Map<String, FeedLink> byUrl = new LinkedHashMap<>();
    page.select(FEED_LINKS).stream()
        .flatMap(link -> feed(link, page.title(), against).stream())
        .forEach(feed -> byUrl.putIfAbsent(feed.url(), feed));
    return List.copyOf(byUrl.values());
  }

  // A page with one feed often leaves the title of the link out.
  private static Optional<FeedLink> feed(Element link, String page, BaseUrl base) {
    String title = link.attr("title").isBlank() ? page : link.attr("title");
    return CanonicalUrl.resolve(link.attr("href"), base.url())
        .map(
            url -> new FeedLink(url, title.strip(), MediaTypes.essence(link.attr("type").strip())));
  }
}
