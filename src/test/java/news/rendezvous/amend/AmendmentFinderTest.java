package news.rendezvous.amend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import news.rendezvous.ingest.resolve.Resolver;
import news.rendezvous.ingest.resolve.Resolvers;
import news.rendezvous.item.Alias;
import news.rendezvous.item.Alias.Match;
import news.rendezvous.item.Dispatch.Amendment;
import news.rendezvous.item.ItemId;
import news.rendezvous.item.NewsItem;
import news.rendezvous.item.Related;
import news.rendezvous.item.SourceRef;
import news.rendezvous.item.Story;
import news.rendezvous.item.StoryMaker;
import news.rendezvous.item.url.CanonicalUrl;
import news.rendezvous.item.url.LinkHash;
import news.rendezvous.view.Timeline;
import news.rendezvous.view.Timelines;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AmendmentFinderTest {

  private static final Instant NOW = Instant.parse("2026-03-03T10:00:00Z");
  private static final LinkHash LINK = new LinkHash("0123456789abcdef0123456789abcdef");
  private static final List<CanonicalUrl> QUAY =
      CanonicalUrl.of("https://news.example.org/quay").stream().toList();

  private final Timeline timeline = Timelines.empty(() -> NOW);
  private final Resolver resolver = Resolvers.leadingTo("https://news.example.org/quay", () -> NOW);
  private final AmendmentFinder finder = new AmendmentFinder(resolver, timeline, () -> NOW);

  @Test
  void amendsAResolvedReference() {
    NewsItem item = referring("en", unresolved());

    assertThat(finder.of(item)).isEmpty();
    resolver.requestDue("harbour"::equals);
    Optional<Amendment> amendment = await().until(() -> finder.of(item), Optional::isPresent);

    assertThat(amendment)
        .contains(
            new Amendment(
                "en",
                item.id(),
                3,
                List.of(Related.resolved(LINK, "Quay", Related.Kind.STORY, QUAY)),
                NOW));
  }

  @Test
  void linksAReferenceToItsItemOnce() {
    NewsItem quay = item("quay", "zh", "https://news.example.org/quay", List.of());
    Related found = Related.resolved(LINK, "Quay", Related.Kind.STORY, QUAY);
    Timelines.put(timeline, Timelines.held(quay, NOW));

    Amendment amendment = finder.of(referring("en", found)).orElseThrow();

    assertThat(amendment.related()).containsExactly(found.heldAs(quay.id()));
    assertThat(finder.of(referring("en", found.heldAs(quay.id())))).isEmpty();
  }

  @Test
  void ignoresAnItemWithoutEdition() {
    NewsItem quay = item("quay", "zh", "https://news.example.org/quay", List.of());
    Timelines.put(timeline, Timelines.held(quay, NOW));

    assertThat(finder.of(referring(null, Related.resolved(LINK, "Quay", Related.Kind.STORY, QUAY))))
        .isEmpty();
  }

  @Test
  void ignoresAReferenceWithoutAddress() {
    assertThat(finder.of(referring("en", Related.unresolved(LINK, "Quay", List.of())))).isEmpty();
  }

  @Test
  void titlesAReferenceByItsItem() {
    NewsItem quay = item("quay", "zh", "https://news.example.org/quay", List.of());
    Related repeating = Related.resolved(LINK, "“Ferry”", Related.Kind.STORY, QUAY);

    Amendment alone = finder.of(referring("en", repeating)).orElseThrow();
    Timelines.put(timeline, Timelines.held(quay, NOW));
    Amendment held = finder.of(referring("en", alone.related().get(0))).orElseThrow();

    assertThat(alone.related()).extracting(Related::title).containsExactly("news.example.org");
    assertThat(held.related()).extracting(Related::title).containsExactly("quay");
  }

  @Test
  void ignoresTheFragmentOfAReference() {
    NewsItem quay = item("quay", "zh", "https://news.example.org/quay", List.of());
    Timelines.put(timeline, Timelines.held(quay, NOW));
    List<CanonicalUrl> part = CanonicalUrl.of("https://news.example.org/quay#c2").stream().toList();

    Amendment amendment =
        finder
            .of(referring("en", Related.resolved(LINK, "Quay", Related.Kind.STORY, part)))
            .orElseThrow();

    assertThat(amendment.related()).extracting(Related::item).containsExactly(quay.id());
  }

  @Test
  void keepsTheOffsetOfAPicture() {
    NewsItem item = referring("en", unresolved().at(7));

    assertThat(finder.of(item)).isEmpty();
    resolver.requestDue("harbour"::equals);
    Amendment amendment = await().until(() -> finder.of(item), Optional::isPresent).orElseThrow();

    assertThat(amendment.related()).extracting(Related::place).containsExactly(7);
    assertThat(finder.of(referring("en", Related.unresolved(LINK, "Quay", List.of()).at(7))))
        .isEmpty();
  }

  private static Related unresolved() {
    URI asked = URI.create("https://news.example.org/getUrls?link=" + LINK);
    return Related.unresolved(LINK, "Quay", List.of(asked));
  }

  private static NewsItem referring(@Nullable String edition, Related related) {
    return item("ferry", edition, "https://news.example.org/ferry", List.of(related));
  }

  private static NewsItem item(
      String name, @Nullable String edition, String url, List<Related> related) {
    Story story =
        new StoryMaker()
            .url(CanonicalUrl.of(url).orElseThrow())
            .title(name)
            .contentText("It sails.")
            .build();
    SourceRef source = new SourceRef("harbour", null, "https://news.example.org/feed");
    return new NewsItem(
        ItemId.of("en", new Alias(Match.GUID, name)),
        story,
        new NewsItem.Extension(
            edition, source, null, 3, NOW, NOW, null, null, related, List.of(), null));
  }
}
