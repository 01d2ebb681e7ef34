package news.rendezvous.ingest.parse;

import java.util.Optional;
import java.util.regex.Pattern;
import news.rendezvous.ingest.fetch.ChallengePage;
import news.rendezvous.ingest.parse.entry.ParsedDocument;
import news.rendezvous.ingest.parse.feed.BaseUrl;
import news.rendezvous.item.url.CanonicalUrl;
import news.rendezvous.source.PollOutcome;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;

/** An HTML page in place of a feed: its kind, and the feed that it announces. */
final class HtmlPage {

  /** Longest part of a page that is parsed; the marks of its kind are in its head. */
  private static final int MAX_LENGTH = 256 * 1024;

  private static final Pattern START =
      Pattern.compile(
          "<!doctype\\s+html|<html[\\s>]|<head[\\s>]|<body[\\s>]", Pattern.CASE_INSENSITIVE);

  private static final String FEED_LINKS =
      "link[rel~=(?i)\\balternate\\b][type~=(?i)(rss|atom|rdf|feed\\+json)][href]";

  private HtmlPage() {}

  /** Tells whether a document starts like an HTML page. */
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
    return new ParsedDocument.Rejected(PollOutcome.NOT_A_FEED, kind(page) + advice(page, base));
  }

  private static String kind(Document page) {
    String title = page.title().isBlank() ? "" : " titled \"%s\"".formatted(abridged(page.title()));
    return (isLogin(page) ? "a login page" : "an HTML page") + title;
  }

  private static String abridged(String title) {
    return title.length() <= 100 ? title : title.substring(0, 100) + '…';
  }

  private static String advice(Document page, BaseUrl base) {
    return announced(page, base)
        .map(url -> "; it announces a feed at " + url)
        .orElse(isLogin(page) ? "; the feed may not be public" : "; check the URL");
  }

  private static boolean isLogin(Document page) {
    return page.selectFirst("input[type=password]") != null;
  }

  private static Optional<String> announced(Document page, BaseUrl base) {
    String written = page.select("base[href]").attr("href");
    BaseUrl against = written.isEmpty() ? base : base.under(written);
    return page.select(FEED_LINKS).stream()
        .flatMap(link -> CanonicalUrl.resolve(link.attr("href"), against.url()).stream())
        .findFirst();
  }
}
