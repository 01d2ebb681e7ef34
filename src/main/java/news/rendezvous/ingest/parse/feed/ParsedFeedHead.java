package news.rendezvous.ingest.parse.feed;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import news.rendezvous.ingest.parse.entry.FeedInfo;
import news.rendezvous.ingest.parse.entry.Markup;
import news.rendezvous.ingest.parse.xml.NamespacePrefixes;
import news.rendezvous.ingest.parse.xml.XmlElement;
import org.jspecify.annotations.Nullable;

/**
 * Metadata of a feed, with the base URL that its entries inherit.
 *
 * @param base base URL of relative references in entries
 */
public record ParsedFeedHead(FeedInfo info, BaseUrl base) {

  public static ParsedFeedHead of(FeedTree tree, BaseUrl document) {
    ChildElements channel = new ChildElements(tree.channel(), tree.names());
    BaseUrl declared = document.within(tree.channel());
    return tree.isAtom()
        ? atom(channel, declared, document)
        : rss(channel, declared, document, tree.names());
  }

  private static ParsedFeedHead rss(
      ChildElements channel, BaseUrl base, BaseUrl document, NamespacePrefixes names) {
    String home =
        base.absolute(
            FeedValues.first(
                channel.text("link"),
                channel.attribute("link", "href"),
                AtomEntryReader.alternate(channel, "atom:link", base),
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
            FeedValues.first(channel.text("language", "dc:language"), language(channel.element())),
            base.absolute(icon(channel, names)),
            editors(channel),
            PollingHintsReader.of(channel),
            OlderPageLink.of(channel, "atom:link", document),
            HubDiscovery.of(channel, "atom:link", document),
            RemovalReader.of(channel, "atom:link", base));
    // RSS has no base URL; its relative references are relative to the site.
    return new ParsedFeedHead(info, base.orPage(home));
  }

  private static @Nullable String icon(ChildElements channel, NamespacePrefixes names) {
    // RSS 1.0: the image is beside the channel, which contains a reference to it.
    XmlElement around = channel.element().parent();
    Stream<ChildElements> images =
        Stream.concat(
            channel.each("image").stream(),
            Stream.ofNullable(around)
                .flatMap(root -> new ChildElements(root, names).each("image").stream()));
    return FeedValues.first(
        images
            .map(image -> FeedValues.first(image.text("url"), image.attribute("href")))
            .filter(Objects::nonNull)
            .findFirst()
            .orElse(null),
        channel.attribute("itunes:image", "href"),
        channel.text("atom:icon", "atom:logo"));
  }

  private static List<String> editors(ChildElements channel) {
    return AuthorNames.ofFeed(
        Stream.of(
                channel.texts("managingeditor").stream(),
                channel.texts("dc:creator").stream(),
                channel.texts("dc:author").stream(),
                AuthorNames.persons(channel, "author").stream(),
                AuthorNames.persons(channel, "atom:author").stream(),
                channel.texts("itunes:author").stream(),
                AuthorNames.persons(channel, "itunes:owner").stream())
            .flatMap(names -> names));
  }

  private static @Nullable String language(@Nullable XmlElement element) {
    return element == null
        ? null
        : FeedValues.first(element.xmlAttribute("lang"), language(element.parent()));
  }

  private static ParsedFeedHead atom(ChildElements feed, BaseUrl base, BaseUrl document) {
    FeedInfo info =
        new FeedInfo(
            AtomEntryReader.markup(feed, "title"),
            AtomEntryReader.alternate(feed, "link", base),
            FeedValues.first(
                AtomEntryReader.markup(feed, "subtitle"),
                AtomEntryReader.markup(feed, "tagline"),
                Markup.html(feed.text("itunes:summary", "itunes:subtitle"))),
            FeedValues.first(language(feed.element()), feed.text("dc:language", "language")),
            base.absolute(
                FeedValues.first(
                    feed.text("icon", "logo"), feed.attribute("itunes:image", "href"))),
            AuthorNames.ofFeed(
                Stream.of(
                        AuthorNames.persons(feed, "author"),
                        feed.texts("dc:creator"),
                        feed.texts("itunes:author"))
                    .flatMap(List::stream)),
            PollingHintsReader.of(feed),
            OlderPageLink.of(feed, "link", document),
            HubDiscovery.of(feed, "link", document),
            RemovalReader.of(feed, "link", base));
    return new ParsedFeedHead(info, base);
  }
}
