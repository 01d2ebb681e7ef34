package news.rendezvous.page;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import news.rendezvous.item.Attachment;
import news.rendezvous.item.CanonicalUrl;
import news.rendezvous.item.ItemId;
import news.rendezvous.item.NewsItem;
import news.rendezvous.item.Related;
import news.rendezvous.item.Story;
import news.rendezvous.poll.SourceSummaries;
import news.rendezvous.view.Held;
import news.rendezvous.view.Lookup;
import news.rendezvous.view.Timeline;
import org.jspecify.annotations.Nullable;

/** The references between stories: what a story refers to, and what refers to it. */
@ApplicationScoped
class StoryLinks {

  /** More would not be read; all of them are in the search for the story. */
  private static final int MOST_REFERRING = 20;

  private final Timeline timeline;
  private final SourceSummaries sources;

  @Inject
  StoryLinks(Timeline timeline, SourceSummaries sources) {
    this.timeline = timeline;
    this.sources = sources;
  }

  /**
   * The pages that a story refers to, each once. A reference to the story itself, or to nothing
   * yet, leads nowhere else.
   */
  List<Reference> from(NewsItem item, String root) {
    Map<String, Reference> pages = new LinkedHashMap<>();
    for (Related related : item.extension().related()) {
      for (CanonicalUrl url : related.pages()) {
        // The item stands behind one of them; of several pages the first is the story's.
        boolean first = url.equals(related.pages().get(0));
        Optional<NewsItem> held = first ? held(related.item()) : Optional.empty();
        pages.putIfAbsent(url.toString(), reference(item, related, url, held, root));
      }
    }
    return List.copyOf(pages.values());
  }

  private Optional<NewsItem> held(@Nullable ItemId id) {
    return Optional.ofNullable(id)
        .map(timeline::find)
        .filter(Lookup.Found.class::isInstance)
        .map(found -> ((Lookup.Found) found).held().item());
  }

  private static Reference reference(
      NewsItem item, Related related, CanonicalUrl url, Optional<NewsItem> held, String root) {
    String host = url.withoutScheme().replaceFirst("[/?#].*", "");
    // A title that only repeats that of the story says nothing of where the reference leads.
    Optional<String> own =
        Optional.ofNullable(related.title()).filter(title -> !title.equals(item.story().title()));
    Story named = own.isPresent() ? item.story() : held.orElse(item).story();
    return new Reference(
        own.or(() -> held.map(NewsItem::story).map(Story::title)).orElse(host),
        named.language(),
        url.toString(),
        host,
        held.map(found -> page(found.id(), root)).orElse(null));
  }

  /** The stories that refer to a story, the newest first. */
  List<Referrer> to(ItemId id, String root) {
    return timeline.referringTo(id, MOST_REFERRING).stream()
        .map(Held::item)
        .map(item -> referrer(item, root))
        .toList();
  }

  private Referrer referrer(NewsItem item, String root) {
    Story story = item.story();
    return new Referrer(
        StoryTitle.of(story),
        story.language(),
        page(item.id(), root),
        sources.name(item.extension().source().id(), item.extension().source().title()));
  }

  /** The files that come with a story or that it refers to, each address once. */
  static List<Attachment> files(NewsItem item) {
    return List.copyOf(
        Stream.concat(
                item.story().attachments().stream(),
                item.extension().related().stream().flatMap(related -> related.files().stream()))
            .collect(
                Collectors.toMap(
                    Attachment::url, file -> file, (first, again) -> first, LinkedHashMap::new))
            .values());
  }

  static String page(ItemId id, String root) {
    return root + "stories/" + id;
  }
}
