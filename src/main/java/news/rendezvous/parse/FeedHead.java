package news.rendezvous.parse;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jdom2.Element;
import org.jspecify.annotations.Nullable;

/**
 * What a feed says of itself and leaves to its entries.
 *
 * @param info for the caller
 * @param base what relative addresses in its entries are resolved against
 * @param authors of entries that name none
 */
record FeedHead(FeedInfo info, Base base, List<String> authors) {

  static FeedHead of(FeedTree tree, Base document) {
    Base declared =
        document
            .under(Elements.xml(tree.root(), "base"))
            .under(Elements.xml(tree.channel(), "base"));
    return tree.isAtom() ? atom(tree.root(), declared) : rss(tree.channel(), declared, document);
  }

  private static FeedHead rss(Element channel, Base declared, Base document) {
    String home = declared.absolute(Elements.text(channel, "", "link"));
    String icon =
        Elements.first(
            Elements.children(channel, "", "image")
                .flatMap(image -> Elements.texts(image, "", "url").stream())
                .findFirst()
                .orElse(null),
            Elements.children(channel, Names.ITUNES, "image")
                .flatMap(image -> Stream.ofNullable(Elements.attribute(image, "href")))
                .findFirst()
                .orElse(null));
    FeedInfo info =
        new FeedInfo(
            RssEntry.html(either(channel, "title", Names.DC, "title")),
            home,
            RssEntry.html(either(channel, "description", Names.ITUNES, "summary")),
            Elements.first(
                Elements.text(channel, "", "language"),
                language(channel),
                language(channel.getParentElement())),
            declared.absolute(icon),
            Cadences.of(channel));
    // RSS knows no base of its own; its authors write relative to their site.
    return new FeedHead(
        info, declared.equals(document) ? declared.under(home) : declared, List.of());
  }

  private static @Nullable String either(
      Element channel, String core, String namespace, String extension) {
    return Elements.first(
        Elements.text(channel, "", core), Elements.text(channel, namespace, extension));
  }

  private static @Nullable String language(@Nullable Element element) {
    return element == null
        ? null
        : Elements.first(
            Elements.text(element, Names.DC, "language"), Elements.xml(element, "lang"));
  }

  private static FeedHead atom(Element feed, Base base) {
    String namespace = feed.getNamespaceURI();
    String home =
        Elements.children(feed, namespace, "link")
            .filter(link -> "alternate".equals(link.getAttributeValue("rel", "alternate")))
            .flatMap(link -> Stream.ofNullable(Elements.attribute(link, "href")))
            .findFirst()
            .orElse(null);
    FeedInfo info =
        new FeedInfo(
            construct(feed, "title"),
            base.absolute(home),
            Elements.first(construct(feed, "subtitle"), construct(feed, "tagline")),
            language(feed),
            base.absolute(Elements.text(feed, namespace, "icon", "logo")),
            Cadences.of(feed));
    return new FeedHead(info, base, AtomEntry.names(feed));
  }

  // RFC 4287 section 3.1: a text construct.
  private static @Nullable Markup construct(Element feed, String name) {
    return Elements.children(feed, feed.getNamespaceURI(), name)
        .findFirst()
        .map(FeedHead::markup)
        .orElse(null);
  }

  private static @Nullable Markup markup(Element construct) {
    String type = construct.getAttributeValue("type", "text").toLowerCase(Locale.ROOT);
    boolean inline = !construct.getChildren().isEmpty();
    String value = Elements.blankToNull(inline ? Elements.inner(construct) : construct.getText());
    return value == null ? null : new Markup(value, inline || type.contains("html"));
  }
}
