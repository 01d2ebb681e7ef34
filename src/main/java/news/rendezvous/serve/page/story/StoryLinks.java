package news.rendezvous.serve.page.story;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import news.rendezvous.ingest.poll.SourceSummaries;
import news.rendezvous.item.Attachment;
import news.rendezvous.item.ItemId;
import news.rendezvous.item.NewsItem;
import news.rendezvous.item.Related;
import news.rendezvous.item.Story;
import news.rendezvous.item.url.CanonicalUrl;
import news.rendezvous.view.Lookup;
import news.rendezvous.view.Timeline;
import news.rendezvous.view.ViewItem;
import org.jspecify.annotations.Nullable;

/** References between stories, in both directions. */
@ApplicationScoped
public class StoryLinks {

  /** Maximum number of referring stories on a page. */
  private static final int MOST_REFERRING = 20;

  private final Timeline timeline;
  private final SourceSummaries sources;

  @Inject
  StoryLinks(Timeline timeline, SourceSummaries sources) {
    this.timeline = timeline;
    this.sources = sources;
  }

  /** The pages that a story refers to, each once; without the story itself and unresolved ones. */
  List<Card.Reference> from(NewsItem item, String root) {
    Map<String, Card.Reference> pages = new LinkedHashMap<>();
    for (Related related : item.extension().related()) {
      for (CanonicalUrl url : related.pages()) {
        // Of several pages of a reference, the first one is that of the item.
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

  private static Card.Reference reference(
      NewsItem item, Related related, CanonicalUrl url, Optional<NewsItem> held, String root) {
    String host = url.withoutScheme().replaceFirst("[/?#].*", "");
    // A title that repeats the story's own does not describe the target.
    Optional<String> own =
        Optional.ofNullable(related.title()).filter(title -> !title.equals(item.story().title()));
    Story named = own.isPresent() ? item.story() : held.orElse(item).story();
    return new Card.Reference(
        own.or(() -> held.map(NewsItem::story).map(Story::title)).orElse(host),
        TextLanguage.of(named),
        url.toString(),
        host,
        held.map(found -> page(found.id(), root)).orElse(null));
  }

  /** The stories that refer to a story, newest first. */
  List<StoryModel.Referrer> to(ItemId id, String root) {
    return timeline.referringTo(id, MOST_REFERRING).stream()
        .map(ViewItem::item)
        .map(item -> referrer(item, root))
        .toList();
  }

  private StoryModel.Referrer referrer(NewsItem item, String root) {
    Story story = item.story();
    return new StoryModel.Referrer(
        StoryTitle.of(story),
        TextLanguage.of(story),
        page(item.id(), root),
        sources.name(item.extension().source().id(), item.extension().source().title()));
  }

  /** The files of a story and those that it refers to, each URL once. */
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

  public static String page(ItemId id, String root) {
    return root + "stories/" + id;
  }
}
