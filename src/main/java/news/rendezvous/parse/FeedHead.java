package news.rendezvous.parse;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a feed says of itself and leaves to its entries.
 *
 * @param info for the caller
 * @param base what relative addresses in its entries are resolved against
 */
record FeedHead(FeedInfo info, Base base) {

  static FeedHead of(FeedTree tree, Base document) {
    Fields channel = new Fields(tree.channel(), tree.names());
    Base declared = document.within(tree.channel());
    return tree.isAtom()
        ? atom(channel, declared, document)
        : rss(channel, declared, document, tree.names());
  }

  private static FeedHead rss(Fields channel, Base base, Base document, Names names) {
    String home =
        base.absolute(
            Texts.first(
                channel.text("link"),
                channel.attribute("link", "href"),
                AtomEntry.alternate(channel, "atom:link", base),
                channel.attribute("HREF")));
    FeedInfo info =
        new FeedInfo(
            Markup.html(channel.text("title", "dc:title", "atom:title")),
            home,
            Markup.html(
                channel.text(
                    "description",
                    "dc:description",
                    "itunes:summary",
                    "itunes:subtitle",
                    "atom:subtitle",
                    "abstract")),
            Texts.first(channel.text("language", "dc:language"), language(channel.element())),
            base.absolute(icon(channel, names)),
            editors(channel),
            Cadences.of(channel),
            OlderPage.of(channel, "atom:link", document));
    // RSS knows no base of its own; its authors write relative to their site.
    return new FeedHead(info, base.orPage(home));
  }

  private static @Nullable String icon(Fields channel, Names names) {
    // RSS 1.0 puts the image beside the channel, and a pointer to it inside.
    XmlElement around = channel.element().parent();
    Stream<Fields> images =
        Stream.concat(
            channel.each("image").stream(),
            Stream.ofNullable(around)
                .flatMap(root -> new Fields(root, names).each("image").stream()));
    return Texts.first(
        images
            .map(image -> Texts.first(image.text("url"), image.attribute("href")))
            .filter(Objects::nonNull)
            .findFirst()
            .orElse(null),
        channel.attribute("itunes:image", "href"),
        channel.text("atom:icon", "atom:logo"));
  }

  private static List<String> editors(Fields channel) {
    return Authors.ofFeed(
        Stream.of(
                channel.texts("managingeditor").stream(),
                channel.texts("dc:creator").stream(),
                channel.texts("dc:author").stream(),
                Authors.persons(channel, "author").stream(),
                Authors.persons(channel, "atom:author").stream(),
                channel.texts("itunes:author").stream(),
                Authors.persons(channel, "itunes:owner").stream())
            .flatMap(names -> names));
  }

  private static @Nullable String language(@Nullable XmlElement element) {
    return element == null
        ? null
        : Texts.first(element.xmlAttribute("lang"), language(element.parent()));
  }

  private static FeedHead atom(Fields feed, Base base, Base document) {
    FeedInfo info =
        new FeedInfo(
            AtomEntry.markup(feed, "title"),
            AtomEntry.alternate(feed, "link", base),
            Texts.first(
                AtomEntry.markup(feed, "subtitle"),
                AtomEntry.markup(feed, "tagline"),
                Markup.html(feed.text("itunes:summary", "itunes:subtitle"))),
            Texts.first(language(feed.element()), feed.text("dc:language", "language")),
            base.absolute(
                Texts.first(feed.text("icon", "logo"), feed.attribute("itunes:image", "href"))),
            Authors.ofFeed(
                Stream.of(
                        Authors.persons(feed, "author"),
                        feed.texts("dc:creator"),
                        feed.texts("itunes:author"))
                    .flatMap(List::stream)),
            Cadences.of(feed),
            OlderPage.of(feed, "link", document));
    return new FeedHead(info, base);
  }
}
