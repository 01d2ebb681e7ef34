package news.rendezvous.ingest.parse;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.regex.Pattern;
import news.rendezvous.ingest.fetch.Document;
import news.rendezvous.ingest.parse.charset.DocumentDecoder;
import news.rendezvous.ingest.parse.charset.SurrogateReferences;
import news.rendezvous.ingest.parse.entry.ParsedDocument;
import news.rendezvous.ingest.parse.entry.ParsedEntry;
import news.rendezvous.ingest.parse.feed.AtomEntryReader;
import news.rendezvous.ingest.parse.feed.BaseUrl;
import news.rendezvous.ingest.parse.feed.ChildElements;
import news.rendezvous.ingest.parse.feed.FeedTree;
import news.rendezvous.ingest.parse.feed.HubDiscovery;
import news.rendezvous.ingest.parse.feed.JsonFeedReader;
import news.rendezvous.ingest.parse.feed.NewestEntries;
import news.rendezvous.ingest.parse.feed.ParsedFeedHead;
import news.rendezvous.ingest.parse.feed.RssItemReader;
import news.rendezvous.ingest.parse.xml.XmlElement;
import news.rendezvous.ingest.parse.xml.XmlReader;
import news.rendezvous.ingest.parse.xml.XmlScrubber;
import news.rendezvous.item.text.MediaTypes;
import news.rendezvous.item.url.LinkHash;
import news.rendezvous.source.PollOutcome;
import org.jspecify.annotations.Nullable;

/**
 * Parser for documents of any feed format: RSS 0.90 to 2.0, Atom 0.3 and 1.0, CDF, JSON Feed and
 * plain text. The bytes decide the format; Content-Type does where they cannot.
 */
@ApplicationScoped
public class FeedParser {

  /** Most characters before the root element of a feed: comments and junk. */
  private static final int HEAD = 8192;

  private static final String RSS = "application/rss+xml";
  private static final String ATOM = "application/atom+xml";

  private static final Pattern FEED =
      Pattern.compile("<(?:\\w+:)?(?:rss|rdf|feed|channel|entry)[\\s>]", Pattern.CASE_INSENSITIVE);

  private final XmlReader xml;
  private final JsonFeedReader json;
  private final int maxEntries;

  @Inject
  public FeedParser(ParseConfig config) {
    this.xml =
        new XmlReader(
            new XmlReader.Limits(
                config.maxDepth(),
                config.maxAttributes(),
                config.maxNames(),
                config.maxElements()));
    this.json =
        new JsonFeedReader(config.maxJsonDepth(), config.maxElements(), config.maxEntries());
    this.maxEntries = config.maxEntries();
  }

  /** Parses a document. This takes milliseconds of CPU and must not run on an event loop. */
  public ParsedDocument parse(Document document) {
    ParsedDocument parsed = parsed(document);
    return parsed instanceof ParsedDocument.Feed feed
        ? feed.announcedBy(HubDiscovery.ofHeaders(document))
        : parsed;
  }

  private ParsedDocument parsed(Document document) {
    String text = text(document.body(), document.contentType());
    String start = text.stripLeading();
    if (start.isEmpty()) {
      return new ParsedDocument.Rejected(PollOutcome.EMPTY, "the body is empty");
    }
    BaseUrl base = BaseUrl.of(document);
    return switch (Format.of(start, MediaTypes.essence(document.contentType()))) {
      case PAGE -> HtmlPage.rejected(text, base);
      case JSON -> json.read(text, base);
      case XML -> xml(text, base);
      case TEXT -> new ParsedDocument.Text(XmlScrubber.legal(text));
      case UNKNOWN ->
          new ParsedDocument.Rejected(
              PollOutcome.NOT_A_FEED, "neither XML, JSON nor text, but " + document.contentType());
    };
  }

  private static String text(byte[] body, @Nullable String contentType) {
    return SurrogateReferences.joined(DocumentDecoder.decode(body, contentType));
  }

  /**
   * The tree of an XML document other than a feed, decoded and within the limits as a feed is. It
   * has to be complete: {@link XmlReader#readWellFormed}.
   *
   * @param contentType value of Content-Type, unparsed
   */
  public XmlReader.Result tree(byte[] body, @Nullable String contentType) {
    return xml.readWellFormed(text(body, contentType));
  }

  private ParsedDocument xml(String text, BaseUrl base) {
    XmlReader.Result result = xml.read(text);
    if (result instanceof XmlReader.Result.Broken broken) {
      return new ParsedDocument.Rejected(broken.outcome(), broken.detail());
    }
    XmlElement root = ((XmlReader.Result.Tree) result).root();
    return FeedTree.of(root)
        .<ParsedDocument>map(feed -> feed(feed, base))
        .orElseGet(() -> noFeed(root));
  }

  private static ParsedDocument noFeed(XmlElement root) {
    return new ParsedDocument.Rejected(
        PollOutcome.NOT_A_FEED,
        "the root element <%s> is not that of a feed".formatted(root.local()));
  }

  private ParsedDocument feed(FeedTree tree, BaseUrl document) {
    ParsedFeedHead head = ParsedFeedHead.of(tree, document);
    List<XmlElement> newest =
        NewestEntries.of(
            tree.entries(), maxEntries, entry -> date(new ChildElements(entry, tree.names())));
    List<ParsedEntry> entries = newest.stream().map(entry -> entry(entry, tree, head)).toList();
    return ParsedDocument.Feed.of(
        head.info(), entries, tree.entries().size(), tree.isAtom() ? ATOM : RSS);
  }

  private static ParsedEntry entry(XmlElement element, FeedTree tree, ParsedFeedHead head) {
    ChildElements fields = new ChildElements(element, tree.names());
    BaseUrl base = head.base().within(element, tree.channel());
    return tree.isAtom()
        ? AtomEntryReader.parsed(fields, base, head.info())
        : RssItemReader.parsed(fields, base);
  }

  /** The first date of an entry of any XML format, for ordering. */
  private static @Nullable String date(ChildElements entry) {
    return entry.text("pubdate", "published", "updated", "issued", "modified", "dc:date");
  }

  /** Format of a document by its first characters. */
  private enum Format {
    PAGE,
    JSON,
    XML,
    TEXT,
    UNKNOWN;

    static Format of(String start, String type) {
      String head = start.substring(0, Math.min(start.length(), HEAD));
      int feed = FEED.matcher(head).results().mapToInt(r -> r.start()).findFirst().orElse(HEAD);
      if (feed == HEAD
          && type.equals("text/plain")
          && start.startsWith("<")
          && LinkHash.mayBeIn(start)) {
        return TEXT; // a story of Rendezvous News as HTML
      }
      if (HtmlPage.isPage(head.substring(0, Math.min(feed, head.length())))) {
        return PAGE;
      }
      if (start.startsWith("{") || type.contains("json")) {
        return JSON;
      }
      if (start.startsWith("<") || feed < HEAD || head.contains("<?xml ")) {
        return XML;
      }
      return type.isEmpty() || type.equals("text/plain") ? TEXT : UNKNOWN;
    }
  }
}
