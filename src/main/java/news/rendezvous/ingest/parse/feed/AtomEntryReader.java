package news.rendezvous.ingest.parse.feed;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import news.rendezvous.ingest.parse.entry.EntryDate;
import news.rendezvous.ingest.parse.entry.EntryMedia.Enclosure;
import news.rendezvous.ingest.parse.entry.FeedInfo;
import news.rendezvous.ingest.parse.entry.Markup;
import news.rendezvous.ingest.parse.entry.ParsedEntry;
import news.rendezvous.ingest.parse.xml.XmlElement;
import org.jspecify.annotations.Nullable;

/** Reader of Atom entries: 1.0 (RFC 4287) and 0.3. */
public final class AtomEntryReader {

  private AtomEntryReader() {}

  public static ParsedEntry parsed(ChildElements entry, BaseUrl base, FeedInfo feed) {
    ExtensionElements extensions = new ExtensionElements(entry, base);
    XmlElement body = body(entry);
    Markup content = body == null ? Markup.html(extensions.description()) : AtomText.read(body);
    Markup summary = markup(entry, "summary");
    String link = alternate(entry, "link", base);
    return new ParsedEntry(
        id(entry, base),
        link,
        extensions.originalLink(),
        content(body, base)
            .orPage(FeedValues.first(extensions.originalLink(), link, feed.homePage()))
            .url(),
        FeedValues.first(markup(entry, "title"), Markup.html(extensions.title())),
        content,
        summary == null || summary.equals(content) ? null : summary,
        EntryDate.parse(
            FeedValues.first(entry.text("published", "issued", "created"), extensions.published())),
        EntryDate.parse(FeedValues.first(entry.text("updated", "modified"), extensions.updated())),
        authors(entry, extensions, feed.authors()),
        tags(entry, extensions),
        extensions.language(),
        extensions.media(enclosures(entry, "link", extensions)),
        extensions.publisher());
  }

  // RFC 4287 section 4.2.6 requires an IRI; a path alone is not unique among feeds.
  private static @Nullable String id(ChildElements entry, BaseUrl base) {
    String id = entry.text("id");
    return id == null ? null : id(id, base);
  }

  /** An atom:id as entries are known by it. */
  static String id(String written, BaseUrl base) {
    String absolute = written.startsWith("/") ? base.absolute(written) : written;
    return absolute == null ? written : absolute;
  }

  private static BaseUrl content(@Nullable XmlElement body, BaseUrl base) {
    return body == null ? base : base.under(body.xmlAttribute("base"));
  }

  /** The element with the full text: content, else summary. */
  private static @Nullable XmlElement body(ChildElements entry) {
    return Stream.of("content", "summary")
        .flatMap(name -> entry.all(name).stream())
        .filter(construct -> AtomText.read(construct) != null)
        .findFirst()
        .orElse(null);
  }

  /** The first non-empty text construct with a name. */
  static @Nullable Markup markup(ChildElements parent, String name) {
    return parent.all(name).stream()
        .map(AtomText::read)
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  /** Target of the alternate link (RFC 4287 section 4.2.7.2), preferably an HTML page. */
  static @Nullable String alternate(ChildElements parent, String name, BaseUrl base) {
    return parent.each(name).stream()
        .filter(
            link ->
                "alternate".equals(Objects.requireNonNullElse(link.attribute("rel"), "alternate")))
        .sorted(Comparator.comparing(link -> !isPage(link)))
        .map(link -> address(link, base))
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  private static @Nullable String address(ChildElements link, BaseUrl base) {
    return base.under(link.xml("base"))
        .absolute(
            FeedValues.first(
                link.attribute("href"), FeedValues.blankToNull(link.element().text())));
  }

  private static boolean isPage(ChildElements link) {
    String type = link.attribute("type");
    return type == null || type.contains("html");
  }

  // RFC 4287 section 4.1.2: authors of the entry, else of its source, else of the feed.
  private static List<String> authors(
      ChildElements entry, ExtensionElements extensions, List<String> feedAuthors) {
    return Stream.of(
            AuthorNames.persons(entry, "author"),
            extensions.creators(),
            entry.each("source").stream()
                .flatMap(source -> AuthorNames.persons(source, "author").stream())
                .toList())
        .filter(names -> !names.isEmpty())
        .findFirst()
        .orElse(feedAuthors);
  }

  private static List<String> tags(ChildElements entry, ExtensionElements extensions) {
    Stream<@Nullable String> own =
        entry.each("category").stream()
            .map(
                category ->
                    FeedValues.first(category.attribute("label"), category.attribute("term")));
    return Stream.of(own, entry.texts("dc:subject").stream(), extensions.categories())
        .flatMap(tags -> tags)
        .filter(Objects::nonNull)
        .distinct()
        .toList();
  }

  /** The enclosures among an entry's links. */
  static Stream<Enclosure> enclosures(
      ChildElements entry, String name, ExtensionElements extensions) {
    return entry.each(name).stream()
        .filter(link -> "enclosure".equals(link.attribute("rel")))
        .flatMap(
            link ->
                extensions.enclosure(
                    address(link, extensions.base()),
                    link,
                    link.attribute("length"),
                    extensions.duration()));
  }
}
