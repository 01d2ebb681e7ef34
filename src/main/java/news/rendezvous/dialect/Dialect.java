package news.rendezvous.dialect;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.regex.Pattern;
import news.rendezvous.dialect.SummaryReader.Left;
import news.rendezvous.fetch.Document;
import news.rendezvous.parse.Markup;
import news.rendezvous.parse.Media;
import news.rendezvous.parse.ParseConfig;
import news.rendezvous.parse.Parsed;
import news.rendezvous.parse.ParsedEntry;
import news.rendezvous.parse.TagSoup;
import org.jsoup.parser.Parser;
import org.jspecify.annotations.Nullable;

/**
 * Reader of the Rendezvous dialect: publisher in the source line, {@code getUrls} references,
 * authors in bylines. Source line and reference lines are removed from the text; bylines are kept.
 */
@ApplicationScoped
public class Dialect {

  /** Longest part of a body that is read, in characters; several times the limit of an item. */
  private static final int LONGEST = 1024 * 1024;

  private static final Pattern TAG = Pattern.compile("<[a-zA-Z/!]");

  /** A text that begins with an escaped tag is markup that was escaped twice. */
  private static final Pattern ESCAPED_TWICE =
      Pattern.compile(
          "\\s*&lt;(p|div|span|a|img|br|h[1-6]|ul|ol|table|figure|blockquote|strong|em|b|i)"
              + "(\\s|/|&gt;)");

  private final int maxReferences;
  private final int maxEntries;

  @Inject
  Dialect(ParseConfig config) {
    this.maxReferences = config.maxReferences();
    this.maxEntries = config.maxEntries();
  }

  /**
   * The stories of a document of plain text as a feed.
   *
   * @param url URL of its source
   */
  public Parsed.Feed feed(Parsed.Text text, Document document, String url) {
    return new TextFeed(entry -> read(entry, url, null), document, url)
        .read(text.value(), maxEntries);
  }

  /**
   * Reads the body of an entry.
   *
   * @param feedUrl URL of the feed
   * @param linksBase base of relative references, as configured for the source
   */
  public Body read(ParsedEntry entry, @Nullable String feedUrl, @Nullable String linksBase) {
    References references =
        new References(ReferenceBases.of(entry.link(), feedUrl, linksBase), maxReferences);
    Body body = content(entry, references);
    Left summary =
        entry.summary() == null
            ? new Left(null, body.publisher())
            : new SummaryReader(body.publisher(), references).read(entry.summary());
    files(entry, references);
    return body.with(summary.publisher(), references.all(), summary.text());
  }

  private static Body content(ParsedEntry entry, References references) {
    Markup content = entry.content();
    if (content == null) {
      return new Body(null, null, null, null, List.of(), List.of(), null);
    }
    boolean untitled = entry.title() == null;
    String value = content.value().substring(0, Math.min(content.value().length(), LONGEST));
    if (!content.html()) {
      return TextLines.read(value, references, untitled);
    }
    if (ESCAPED_TWICE.matcher(value).lookingAt()) {
      value = Parser.unescapeEntities(value, false);
    }
    value = TagSoup.escaped(value);
    // RSS does not distinguish markup and text: without a tag, line feeds separate paragraphs.
    return TAG.matcher(value).find()
        ? HtmlBody.read(value, references, untitled)
        : TextLines.read(Parser.unescapeEntities(value, false), references, untitled);
  }

  /** References outside the content: the files of an entry and its link. */
  private static void files(ParsedEntry entry, References references) {
    Media media = entry.media();
    references.addResolved(media.image());
    references.addResolved(media.thumbnail());
    media.contents().forEach(file -> references.addResolved(file.url()));
    media.enclosures().forEach(file -> references.addResolved(file.url()));
    references.addResolved(entry.link());
  }
}
