package news.rendezvous.ingest.parse.feed;

import java.util.List;
import java.util.stream.Stream;
import news.rendezvous.ingest.parse.entry.EntryDate;
import news.rendezvous.ingest.parse.entry.EntryMedia.Enclosure;
import news.rendezvous.ingest.parse.entry.Markup;
import news.rendezvous.ingest.parse.entry.ParsedEntry;
import news.rendezvous.ingest.parse.xml.XmlElement;
import news.rendezvous.item.url.CanonicalUrl;
import org.jspecify.annotations.Nullable;

/** Reader of items of RSS, all versions, and of CDF. */
public final class RssItemReader {

  private final ChildElements item;
  private final ExtensionElements extensions;

  private RssItemReader(ChildElements item, BaseUrl base) {
    this.item = item;
    this.extensions = new ExtensionElements(item, base);
  }

  public static ParsedEntry parsed(ChildElements item, BaseUrl base) {
    return new RssItemReader(item, base).parsed();
  }

  private ParsedEntry parsed() {
    String full = body();
    String link = extensions.base().absolute(link());
    String description =
        FeedValues.first(
            item.text("description", "atom:summary", "summary", "abstract"),
            extensions.description());
    return new ParsedEntry(
        FeedValues.first(item.text("guid", "id", "atom:id"), about()),
        link,
        extensions.originalLink(),
        extensions.base().orPage(FeedValues.first(extensions.originalLink(), link)).url(),
        Markup.html(FeedValues.first(item.text("title", "atom:title"), extensions.title())),
        Markup.html(FeedValues.first(full, description)),
        full == null ? null : Markup.html(description),
        EntryDate.parse(published()),
        EntryDate.parse(
            FeedValues.first(
                extensions.updated(),
                item.text("atom:updated", "updated"),
                item.attribute("LASTMOD"))),
        authors(),
        Stream.of(
                item.texts("category").stream(),
                item.texts("dc:subject").stream(),
                extensions.categories())
            .flatMap(tags -> tags)
            .distinct()
            .toList(),
        extensions.language(),
        extensions.media(enclosures()),
        extensions.publisher());
  }

  private @Nullable String body() {
    return item.text(
        "content:encoded", "fullitem", "xhtml:body", "body", "atom:content", "content");
  }

  private @Nullable String published() {
    return FeedValues.first(
        item.text("pubdate"),
        extensions.published(),
        item.text("atom:published", "published", "date"));
  }

  /** The rdf:about attribute of RSS 1.0, with any prefix. */
  private @Nullable String about() {
    for (XmlElement.Attribute attribute : item.element().attributes()) {
      if (attribute.name().local().equals("about") && !attribute.value().isBlank()) {
        return attribute.value().strip();
      }
    }
    return null;
  }

  // RSS 2.0: the guid is a permalink unless isPermaLink is false.
  private @Nullable String link() {
    boolean permalink = !"false".equalsIgnoreCase(item.attribute("guid", "isPermaLink"));
    return FeedValues.first(
        item.text("link"),
        item.attribute("link", "href"),
        AtomEntryReader.alternate(item, "atom:link", extensions.base()),
        permalink ? CanonicalUrl.resolve(item.text("guid"), null).orElse(null) : null,
        item.attribute("HREF"),
        item.attribute("a", "HREF"));
  }

  private List<String> authors() {
    List<String> creators = extensions.creators();
    if (!creators.isEmpty()) {
      return creators.stream().map(AuthorNames::name).toList();
    }
    List<String> own = AuthorNames.persons(item, "author");
    return own.isEmpty() ? AuthorNames.persons(item, "atom:author") : own;
  }

  private Stream<Enclosure> enclosures() {
    Stream<Enclosure> own =
        item.each("enclosure").stream().flatMap(file -> enclosure(file, file.attribute("url")));
    return Stream.concat(own, AtomEntryReader.enclosures(item, "atom:link", extensions));
  }

  private Stream<Enclosure> enclosure(ChildElements file, @Nullable String url) {
    return extensions.enclosure(url, file, file.attribute("length"), extensions.duration());
  }
}
