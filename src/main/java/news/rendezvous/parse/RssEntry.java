package news.rendezvous.parse;

import com.rometools.rome.feed.rss.Category;
import com.rometools.rome.feed.rss.Content;
import com.rometools.rome.feed.rss.Description;
import com.rometools.rome.feed.rss.Guid;
import com.rometools.rome.feed.rss.Item;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import news.rendezvous.item.CanonicalUrl;
import news.rendezvous.parse.ParsedEntry.Enclosure;
import org.jdom2.Element;
import org.jspecify.annotations.Nullable;

/** Items of RSS. */
final class RssEntry {

  /** RSS 2.0: author is an address, with the name in brackets behind it; or the other way. */
  private static final Pattern MAIL_AND_NAME = Pattern.compile("\\S+@\\S+\\s*\\(([^()]+)\\)");

  private static final Pattern NAME_AND_MAIL =
      Pattern.compile("([^()<>]+)[(<]\\S+@[^\\s()<>]+[)>]");

  private RssEntry() {}

  static ParsedEntry parsed(Item item, Extensions extensions) {
    Base base = extensions.base();
    Element element = extensions.entry();
    String full = body(item, element);
    String description = Elements.blankToNull(value(item.getDescription()));
    String content = Elements.first(full, description, extensions.description());
    return new ParsedEntry(
        guid(item, element),
        link(item, extensions),
        base.url(),
        html(Elements.first(Elements.blankToNull(item.getTitle()), extensions.title())),
        html(content),
        full == null ? null : html(description),
        Dates.iso(published(element, extensions)),
        Dates.iso(
            Elements.first(extensions.updated(), Elements.text(element, Names.ATOM, "updated"))),
        authors(item, extensions),
        tags(item, extensions),
        extensions.language(),
        extensions.image(),
        enclosures(item, extensions),
        extensions.publisher());
  }

  static @Nullable String published(Element element, Extensions extensions) {
    return Elements.first(
        Elements.text(element, "", "pubDate"),
        extensions.published(),
        Elements.text(element, "", "date"));
  }

  private static @Nullable String value(@Nullable Description description) {
    return description == null ? null : description.getValue();
  }

  private static @Nullable String body(Item item, Element element) {
    Content content = item.getContent();
    String encoded = content == null ? null : Elements.blankToNull(content.getValue());
    return encoded != null
        ? encoded
        : Elements.first(
            Elements.children(element, Names.XHTML, "body")
                .map(Elements::inner)
                .findFirst()
                .orElse(null),
            Elements.text(element, Names.ATOM, "content"));
  }

  static @Nullable Markup html(@Nullable String text) {
    String given = Elements.blankToNull(text);
    return given == null ? null : new Markup(given, true);
  }

  private static @Nullable String guid(Item item, Element element) {
    Guid guid = item.getGuid();
    String about = element.getAttributeValue("about", org.jdom2.Namespace.getNamespace(Names.RDF));
    return Elements.first(
        guid == null ? null : Elements.blankToNull(guid.getValue()), Elements.blankToNull(about));
  }

  // RSS 2.0, guid: a permalink unless isPermaLink says that it is none.
  private static @Nullable String link(Item item, Extensions extensions) {
    Guid guid = item.getGuid();
    String permalink = guid != null && guid.isPermaLink() ? guid.getValue() : null;
    String link =
        Elements.first(
            extensions.originalLink(),
            Elements.blankToNull(item.getLink()),
            CanonicalUrl.resolve(permalink, null).orElse(null));
    return extensions.base().absolute(link);
  }

  private static List<String> authors(Item item, Extensions extensions) {
    Stream<String> given =
        extensions.creators().isEmpty()
            ? Stream.ofNullable(Elements.blankToNull(item.getAuthor()))
            : extensions.creators().stream();
    return given.map(RssEntry::name).toList();
  }

  private static String name(String author) {
    return Stream.of(MAIL_AND_NAME, NAME_AND_MAIL)
        .map(form -> form.matcher(author))
        .filter(Matcher::matches)
        .map(matcher -> matcher.group(1).strip())
        .findFirst()
        .orElse(author);
  }

  private static List<String> tags(Item item, Extensions extensions) {
    return Stream.concat(
            item.getCategories().stream().map(Category::getValue).map(Elements::blankToNull),
            extensions.subjects().stream())
        .filter(Objects::nonNull)
        .distinct()
        .toList();
  }

  private static List<Enclosure> enclosures(Item item, Extensions extensions) {
    Stream<Enclosure> own =
        item.getEnclosures().stream()
            .filter(enclosure -> Elements.blankToNull(enclosure.getUrl()) != null)
            .map(enclosure -> enclosure(enclosure, extensions));
    return Stream.concat(own, extensions.media().stream()).distinct().toList();
  }

  private static Enclosure enclosure(
      com.rometools.rome.feed.rss.Enclosure enclosure, Extensions extensions) {
    return new Enclosure(
        String.valueOf(extensions.base().absolute(enclosure.getUrl())),
        Elements.blankToNull(enclosure.getType()),
        enclosure.getLength() > 0 ? enclosure.getLength() : null,
        extensions.duration());
  }
}
