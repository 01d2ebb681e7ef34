package news.rendezvous.parse;

import com.rometools.rome.feed.atom.Content;
import com.rometools.rome.feed.atom.Entry;
import com.rometools.rome.feed.atom.Link;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import news.rendezvous.parse.ParsedEntry.Enclosure;
import org.jdom2.Element;
import org.jspecify.annotations.Nullable;

/** Entries of Atom 1.0 (RFC 4287) and 0.3. */
final class AtomEntry {

  private AtomEntry() {}

  static ParsedEntry parsed(Entry entry, Extensions extensions, List<String> feedAuthors) {
    Element element = extensions.entry();
    Markup content =
        entry.getContents().stream()
            .map(AtomEntry::markup)
            .filter(Objects::nonNull)
            .findFirst()
            .orElse(null);
    Markup summary = markup(entry.getSummary());
    return new ParsedEntry(
        Elements.blankToNull(entry.getId()),
        link(entry, extensions),
        contentBase(element, extensions.base()).url(),
        markup(entry.getTitleEx()),
        content != null
            ? content
            : summary != null ? summary : RssEntry.html(extensions.description()),
        content == null ? null : summary,
        Dates.iso(published(element, extensions)),
        Dates.iso(
            Elements.first(
                Elements.text(element, element.getNamespaceURI(), "updated", "modified"),
                extensions.updated())),
        authors(element, extensions, feedAuthors),
        tags(entry, extensions),
        extensions.language(),
        extensions.image(),
        enclosures(entry, extensions),
        extensions.publisher());
  }

  static @Nullable String published(Element element, Extensions extensions) {
    return Elements.first(
        Elements.text(element, element.getNamespaceURI(), "published", "issued", "created"),
        extensions.published());
  }

  private static Base contentBase(Element entry, Base base) {
    return Elements.children(entry, entry.getNamespaceURI(), "content")
        .findFirst()
        .map(content -> base.under(Elements.xml(content, "base")))
        .orElse(base);
  }

  // RFC 4287 section 3.1.1: text, unless it says html or xhtml. Atom 0.3 gives media types.
  static @Nullable Markup markup(@Nullable Content content) {
    String value = content == null ? null : Elements.blankToNull(content.getValue());
    if (content == null || value == null) {
      return null;
    }
    String type = content.getType() == null ? "text" : content.getType().toLowerCase(Locale.ROOT);
    boolean html = type.contains("html") || "xml".equals(content.getMode());
    // RFC 4287 section 4.1.3.3: anything else is XML or base64 of some other kind.
    return html || type.startsWith("text") ? new Markup(value, html) : null;
  }

  private static @Nullable String link(Entry entry, Extensions extensions) {
    String alternate =
        entry.getAlternateLinks().stream()
            .sorted((a, b) -> Boolean.compare(isPage(b), isPage(a)))
            .map(AtomEntry::address)
            .filter(Objects::nonNull)
            .findFirst()
            .orElse(null);
    return extensions.base().absolute(Elements.first(extensions.originalLink(), alternate));
  }

  private static @Nullable String address(Link link) {
    return Elements.first(
        Elements.blankToNull(link.getHrefResolved()), Elements.blankToNull(link.getHref()));
  }

  private static boolean isPage(Link link) {
    return link.getType() == null || link.getType().contains("html");
  }

  // RFC 4287 section 4.1.2: authors of the entry, else of its source, else of the feed.
  private static List<String> authors(
      Element entry, Extensions extensions, List<String> feedAuthors) {
    Stream<Element> source = Elements.children(entry, entry.getNamespaceURI(), "source");
    return Stream.concat(
            Stream.of(names(entry), extensions.creators()),
            Stream.concat(source.map(AtomEntry::names), Stream.of(feedAuthors)))
        .filter(names -> !names.isEmpty())
        .findFirst()
        .orElse(List.of());
  }

  /** Names of the authors that a feed, entry or source element gives. */
  static List<String> names(Element parent) {
    String namespace = parent.getNamespaceURI();
    return Elements.children(parent, namespace, "author")
        .flatMap(author -> Elements.texts(author, namespace, "name").stream())
        .toList();
  }

  private static List<String> tags(Entry entry, Extensions extensions) {
    return Stream.concat(
            entry.getCategories().stream()
                .map(
                    c ->
                        Elements.first(
                            Elements.blankToNull(c.getLabel()), Elements.blankToNull(c.getTerm()))),
            extensions.subjects().stream())
        .filter(Objects::nonNull)
        .distinct()
        .toList();
  }

  private static List<Enclosure> enclosures(Entry entry, Extensions extensions) {
    Stream<Enclosure> own =
        entry.getOtherLinks().stream()
            .filter(link -> "enclosure".equals(link.getRel()) && address(link) != null)
            .map(link -> enclosure(link, extensions));
    return Stream.concat(own, extensions.media().stream()).distinct().toList();
  }

  private static Enclosure enclosure(Link link, Extensions extensions) {
    return new Enclosure(
        String.valueOf(extensions.base().absolute(address(link))),
        Elements.blankToNull(link.getType()),
        link.getLength() > 0 ? link.getLength() : null,
        extensions.duration());
  }
}
