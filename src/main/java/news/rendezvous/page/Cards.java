package news.rendezvous.page;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import news.rendezvous.item.Author;
import news.rendezvous.item.CanonicalUrl;
import news.rendezvous.item.Duplicate;
import news.rendezvous.item.ItemId;
import news.rendezvous.item.NewsItem;
import news.rendezvous.item.NewsItem.Extension;
import news.rendezvous.item.Related;
import news.rendezvous.item.SourceRef;
import news.rendezvous.item.Story;
import news.rendezvous.serve.Excerpt;
import org.jspecify.annotations.Nullable;

/** Makes cards of items. */
@ApplicationScoped
class Cards {

  private static final int TITLE = 120;

  /** A reference to the story itself, to its pictures or to nothing yet leads nowhere else. */
  private static final Set<Related.Kind> ELSEWHERE =
      EnumSet.of(Related.Kind.STORY, Related.Kind.MEDIA);

  private final SourceNames names;

  @Inject
  Cards(SourceNames names) {
    this.names = names;
  }

  /**
   * The card of an item.
   *
   * @param root where the service is, seen from the page
   */
  Card card(NewsItem item, String root) {
    Story story = item.story();
    Extension extension = item.extension();
    String page = page(item.id(), root);
    String excerpt = Excerpt.of(story);
    return new Card(
        item.id(),
        extension.revision(),
        title(story.title(), excerpt),
        story.language(),
        story.url() == null ? page : story.url().toString(),
        page,
        first(extension.source(), story.url(), root),
        Moment.of(Objects.requireNonNullElse(story.datePublished(), extension.firstSeen())),
        Moment.ofNullable(story.dateModified()),
        byline(story.authors(), extension.publisher()),
        excerpt,
        CanonicalUrl.resolve(story.image(), null).orElse(null),
        story.tags().stream().map(tag -> tag(tag, root)).toList(),
        extension.duplicates().stream().map(other -> other(other, root)).toList(),
        untold(extension),
        extension.related().stream().flatMap(related -> reference(related, root)).toList(),
        story.attachments().stream().flatMap(Enclosure::of).toList());
  }

  private static String page(ItemId id, String root) {
    return root + "stories/" + id;
  }

  private static String title(@Nullable String title, @Nullable String excerpt) {
    if (title != null || excerpt == null) {
      return Objects.requireNonNullElse(title, "A story without words");
    }
    return excerpt.length() <= TITLE
        ? excerpt
        : excerpt.substring(0, excerpt.offsetByCodePoints(0, TITLE / 2)) + "…";
  }

  private Carrier first(SourceRef source, @Nullable CanonicalUrl url, String root) {
    String name = names.name(source.id(), source.title());
    return new Carrier(name, stories("source", source.id(), root), text(url));
  }

  private Carrier other(Duplicate other, String root) {
    String name = names.name(other.source(), null);
    return new Carrier(name, stories("source", other.source(), root), text(other.url()));
  }

  private static @Nullable String text(@Nullable CanonicalUrl url) {
    return url == null ? null : url.toString();
  }

  private static String stories(String parameter, String value, String root) {
    return Query.EMPTY.with(parameter, value).at(root);
  }

  private static Link tag(String tag, String root) {
    return new Link(tag, stories("tag", tag, root));
  }

  private static String byline(List<Author> authors, @Nullable String publisher) {
    return Stream.concat(
            Stream.of(authors.stream().map(Author::name).collect(Collectors.joining(", "))),
            Stream.ofNullable(publisher))
        .filter(part -> !part.isEmpty())
        .collect(Collectors.joining(" · "));
  }

  private static int untold(Extension extension) {
    int all = Objects.requireNonNullElse(extension.duplicateCount(), 0);
    return Math.max(0, all - extension.duplicates().size());
  }

  private static Stream<Reference> reference(Related related, String root) {
    return Optional.of(related)
        .filter(one -> ELSEWHERE.contains(one.kind()))
        .flatMap(one -> one.urls().stream().findFirst())
        .map(url -> reference(related, url, root))
        .stream();
  }

  private static Reference reference(Related related, CanonicalUrl url, String root) {
    String host = url.withoutScheme().replaceFirst("[/?#].*", "");
    return new Reference(
        Objects.requireNonNullElse(related.title(), host),
        url.toString(),
        host,
        related.item() == null ? null : page(related.item(), root));
  }
}
