package news.rendezvous.parse;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.regex.Pattern;
import news.rendezvous.fetch.Document;
import news.rendezvous.fetch.Outcome;
import news.rendezvous.item.MediaTypes;
import org.jspecify.annotations.Nullable;

/**
 * Reads documents of any feed format: RSS 0.90 to 2.0, Atom 0.3 and 1.0, JSON Feed, plain text. The
 * bytes tell the format; Content-Type is asked only where they do not.
 */
@ApplicationScoped
public class FeedParser {

  /** How far the root element of a feed may be from the start, behind comments and junk. */
  private static final int HEAD = 8192;

  private static final Pattern FEED =
      Pattern.compile("<(?:\\w+:)?(?:rss|rdf|feed|channel|entry)[\\s>]", Pattern.CASE_INSENSITIVE);

  private final XmlReader xml;
  private final JsonFeed json;
  private final int maxEntries;

  @Inject
  FeedParser(ParseConfig config) {
    this.xml = new XmlReader(config.maxDepth(), config.maxAttributes(), config.maxNames());
    this.json = new JsonFeed(config.maxJsonDepth(), config.maxEntries());
    this.maxEntries = config.maxEntries();
  }

  /** What a document turns out to be. Takes milliseconds of CPU: not for an event loop. */
  public Parsed parse(Document document) {
    String text = SurrogateReferences.joined(Charsets.decode(document));
    String start = text.stripLeading();
    if (start.isEmpty()) {
      return new Parsed.Rejected(Outcome.EMPTY, "the body is empty");
    }
    Base base = Base.of(document);
    return switch (Form.of(start, MediaTypes.essence(document.contentType()))) {
      case PAGE -> WebPage.rejected(text, base);
      case JSON -> json.read(text, base);
      case XML -> xml(text, base);
      case TEXT -> new Parsed.Text(Scrubber.legal(text));
      case UNKNOWN ->
          new Parsed.Rejected(
              Outcome.NOT_A_FEED, "neither XML, JSON nor text, but " + document.contentType());
    };
  }

  private Parsed xml(String text, Base base) {
    XmlReader.Result result = xml.read(text);
    if (result instanceof XmlReader.Result.Broken broken) {
      return new Parsed.Rejected(broken.outcome(), broken.detail());
    }
    XmlElement root = ((XmlReader.Result.Tree) result).root();
    return FeedTree.of(root).<Parsed>map(feed -> feed(feed, base)).orElseGet(() -> noFeed(root));
  }

  private static Parsed noFeed(XmlElement root) {
    return new Parsed.Rejected(
        Outcome.NOT_A_FEED, "the root element <%s> is not that of a feed".formatted(root.local()));
  }

  private Parsed feed(FeedTree tree, Base document) {
    FeedHead head = FeedHead.of(tree, document);
    List<XmlElement> newest =
        Dates.newest(tree.entries(), maxEntries, entry -> date(new Fields(entry, tree.names())));
    List<ParsedEntry> entries = newest.stream().map(entry -> entry(entry, tree, head)).toList();
    return Parsed.Feed.of(head.info(), entries, tree.entries().size());
  }

  private static ParsedEntry entry(XmlElement element, FeedTree tree, FeedHead head) {
    Fields fields = new Fields(element, tree.names());
    Base base = head.base().within(element, tree.channel());
    return tree.isAtom()
        ? AtomEntry.parsed(fields, base, head.info())
        : RssEntry.parsed(fields, base);
  }

  /** The date that an entry of any format gives first, for ordering. */
  private static @Nullable String date(Fields entry) {
    return entry.text("pubdate", "published", "updated", "issued", "modified", "dc:date");
  }

  /** What the bytes look like. */
  private enum Form {
    PAGE,
    JSON,
    XML,
    TEXT,
    UNKNOWN;

    static Form of(String start, String type) {
      String head = start.substring(0, Math.min(start.length(), HEAD));
      int feed = FEED.matcher(head).results().mapToInt(r -> r.start()).findFirst().orElse(HEAD);
      if (feed == HEAD
          && type.equals("text/plain")
          && start.startsWith("<")
          && start.contains("getUrls?")) {
        return TEXT; // a story of Rendezvous News as HTML
      }
      if (WebPage.isPage(head.substring(0, Math.min(feed, head.length())))) {
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
