package news.rendezvous.ingest.dialect;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.regex.Pattern;
import news.rendezvous.ingest.dialect.SummaryReader.Summary;
import news.rendezvous.ingest.dialect.reference.ReferenceCollector;
import news.rendezvous.ingest.dialect.reference.ReferenceCollector.ReferenceBases;
import news.rendezvous.ingest.fetch.Document;
import news.rendezvous.ingest.parse.ParseConfig;
import news.rendezvous.ingest.parse.entry.EntryMedia;
import news.rendezvous.ingest.parse.entry.Markup;
import news.rendezvous.ingest.parse.entry.ParsedDocument;
import news.rendezvous.ingest.parse.entry.ParsedEntry;
import news.rendezvous.ingest.parse.html.TagSoup;
import org.jsoup.parser.Parser;
import org.jspecify.annotations.Nullable;

/**
 * Reader of the Rendezvous dialect: publisher in the source line, {@code getUrls} references,
 * authors in bylines. Source line and reference lines are removed from the text; bylines are kept.
 */
@ApplicationScoped
public class DialectReader {

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
  DialectReader(ParseConfig config) {
    this.maxReferences = config.maxReferences();
    this.maxEntries = config.maxEntries();
  }

  /** The stories of a document of plain text as a feed. */
  public ParsedDocument.Feed feed(ParsedDocument.Text text, Document document, String url) {
    return new TextFeed(entry -> read(entry, url, null), document, url)
        .read(text.value(), maxEntries);
  }

  /**
   * Reads the body of an entry.
   *
   * @param linksBase base of relative references, as configured for the source
   */
  public EntryBody read(ParsedEntry entry, @Nullable String feedUrl, @Nullable String linksBase) {
    ReferenceCollector references =
        new ReferenceCollector(ReferenceBases.of(entry.link(), feedUrl, linksBase), maxReferences);
    EntryBody body = content(entry, references);
    Summary summary =
        entry.summary() == null
            ? new Summary(null, body.publisher())
            : new SummaryReader(body.publisher(), references).read(entry.summary());
    files(entry, references);
    return body.with(summary.publisher(), references.all(), summary.text());
  }

  private static EntryBody content(ParsedEntry entry, ReferenceCollector references) {
    Markup content = entry.content();
    if (content == null) {
      return new EntryBody(null, null, null, null, List.of(), List.of(), null);
    }
    boolean untitled = entry.title() == null;
    String value = content.value().substring(0, Math.min(content.value().length(), LONGEST));
    if (!content.html()) {
      return TextBody.read(value, references, untitled);
    }
    if (ESCAPED_TWICE.matcher(value).lookingAt()) {
      value = Parser.unescapeEntities(value, false);
    }
    value = TagSoup.escaped(value);
    // RSS does not distinguish markup and text: without a tag, line feeds separate paragraphs.
    return TAG.matcher(value).find()
        ? HtmlBody.read(value, references, untitled)
        : TextBody.read(Parser.unescapeEntities(value, false), references, untitled);
  }

  /** References outside the content: the files of an entry and its link. */
  private static void files(ParsedEntry entry, ReferenceCollector references) {
    EntryMedia media = entry.media();
    references.addResolved(media.image());
    references.addResolved(media.thumbnail());
    media.contents().forEach(file -> references.addResolved(file.url()));
    media.enclosures().forEach(file -> references.addResolved(file.url()));
    references.addResolved(entry.link());
  }
}
