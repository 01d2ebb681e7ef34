package news.rendezvous.serve.page.story;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import news.rendezvous.ingest.poll.SourceSummaries;
import news.rendezvous.item.NewsItem;
import news.rendezvous.item.NewsItem.Duplicate;
import news.rendezvous.item.NewsItem.Extension;
import news.rendezvous.item.SourceRef;
import news.rendezvous.item.Story;
import news.rendezvous.item.Story.Author;
import news.rendezvous.item.url.CanonicalUrl;
import news.rendezvous.serve.format.Excerpt;
import news.rendezvous.serve.page.layout.DisplayTime;
import news.rendezvous.serve.page.layout.PageParameters;
import news.rendezvous.serve.page.layout.SourceIcons;
import news.rendezvous.serve.page.layout.TextLink;
import org.jspecify.annotations.Nullable;

/** Factory of cards. */
@ApplicationScoped
public class Cards {

  private final SourceSummaries sources;
  private final StoryLinks links;
  private final SourceIcons icons;

  @Inject
  Cards(SourceSummaries sources, StoryLinks links, SourceIcons icons) {
    this.sources = sources;
    this.links = links;
    this.icons = icons;
  }

  /**
   * The card of an item.
   *
   * @param root relative URL of the service
   */
  public Card card(NewsItem item, String root) {
    Story story = item.story();
    Extension extension = item.extension();
    String page = StoryLinks.page(item.id(), root);
    return new Card(
        item.id(),
        extension.revision(),
        StoryTitle.of(story),
        TextLanguage.of(story),
        page,
        first(extension.source(), story.url(), root),
        DisplayTime.of(extension.timeline()),
        DisplayTime.of(Objects.requireNonNullElse(story.datePublished(), extension.firstSeen())),
        DisplayTime.ofNullable(story.dateModified()),
        byline(story, extension.publisher()),
        Excerpt.belowTitle(story),
        CanonicalUrl.resolve(story.image(), null).orElse(null),
        story.tags().stream().map(tag -> tag(tag, root)).toList(),
        extension.duplicates().stream().map(other -> other(other, root)).toList(),
        omitted(extension),
        links.from(item, root),
        StoryLinks.files(item).stream().flatMap(Enclosure::of).toList());
  }

  private SourceLink first(SourceRef source, @Nullable CanonicalUrl url, String root) {
    return link(source.id(), source.title(), url, root);
  }

  private SourceLink other(Duplicate other, String root) {
    return link(other.source(), null, other.url(), root);
  }

  private SourceLink link(
      String id, @Nullable String former, @Nullable CanonicalUrl url, String root) {
    String name = sources.name(id, former);
    return new SourceLink(name, icons.icon(id, name, root), stories("source", id, root), text(url));
  }

  private static @Nullable String text(@Nullable CanonicalUrl url) {
    return url == null ? null : url.toString();
  }

  private static String stories(String parameter, String value, String root) {
    return PageParameters.EMPTY.with(parameter, value).at(root);
  }

  private static TextLink tag(String tag, String root) {
    return new TextLink(tag, stories("tag", tag, root));
  }

  private static String byline(Story story, @Nullable String publisher) {
    String separator = StoryContent.isEastAsian(story.language()) ? "、" : ", ";
    return Stream.concat(
            Stream.of(
                story.authors().stream().map(Author::name).collect(Collectors.joining(separator))),
            Stream.ofNullable(publisher))
        .filter(part -> !part.isEmpty())
        .collect(Collectors.joining(" · "));
  }

  private static int omitted(Extension extension) {
    int all = Objects.requireNonNullElse(extension.duplicateCount(), 0);
    return Math.max(0, all - extension.duplicates().size());
  }
}
