package news.rendezvous.dedup;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import news.rendezvous.item.Alias;
import news.rendezvous.item.Alias.Match;
import news.rendezvous.item.Entry;
import news.rendezvous.item.SourceRef;
import news.rendezvous.item.Story;
import news.rendezvous.item.StoryMaker;
import news.rendezvous.item.neardup.Facts;
import news.rendezvous.item.neardup.Sketch;
import news.rendezvous.item.url.CanonicalUrl;
import org.jspecify.annotations.Nullable;

/** Entries for tests of the dedup stage, with aliases that the test names. */
public final class TestEntries {

  static final Instant SEEN = Instant.parse("2026-03-03T10:00:00Z");
  static final Instant PUBLISHED = Instant.parse("2026-03-01T08:00:00Z");

  private TestEntries() {}

  public static Entry entry(String source, String guid, String url, String text) {
    String aliases = "GUID own:%s:%s, URL %s".formatted(source, guid, url);
    return told(source, guid, aliases, "Title", text);
  }

  /**
   * An entry.
   *
   * @param aliases such as {@code GUID own:harbour:42, URL x.example/1}
   */
  static Entry told(
      String source,
      @Nullable String guid,
      String aliases,
      @Nullable String title,
      @Nullable String text) {
    return new Entry(
        "en",
        new SourceRef(source, null, "https://" + source + ".example.org/feed"),
        null,
        guid,
        SEEN,
        false,
        Arrays.stream(aliases.split(", ")).map(TestEntries::alias).toList(),
        "fingerprint of " + title + ": " + text,
        null,
        story(url(aliases), title, text),
        null,
        null,
        List.of());
  }

  private static Alias alias(String text) {
    String[] parts = text.split(" ", 2);
    return new Alias(Match.valueOf(parts[0]), parts[1]);
  }

  private static @Nullable String url(String aliases) {
    int at = aliases.indexOf("URL ");
    return at < 0 ? null : aliases.substring(at + 4).split(", ")[0];
  }

  static Entry ofFirstPoll(Entry entry) {
    return with(entry, entry.edition(), entry.seen(), true, entry.sketch(), entry.story());
  }

  static Entry undated(Entry entry) {
    Story undated = entry.story().publishedAt(null);
    return with(entry, entry.edition(), entry.seen(), entry.firstPoll(), entry.sketch(), undated);
  }

  static Entry inEdition(String edition, Entry entry) {
    return with(entry, edition, entry.seen(), entry.firstPoll(), entry.sketch(), entry.story());
  }

  static Entry seenAt(Instant seen, Entry entry) {
    return with(entry, entry.edition(), seen, entry.firstPoll(), entry.sketch(), entry.story());
  }

  /**
   * The entry with a sketch of a text.
   *
   * @param bands one character each
   * @param rows the least of each row, as often as it takes to fill all
   */
  public static Entry sketched(Entry entry, String bands, String rows) {
    Sketch sketch =
        new Sketch(
            Arrays.stream(bands.split("")).map(band -> band.repeat(Sketch.BAND)).toList(),
            rows.repeat(Sketch.ROWS).substring(0, Sketch.ROWS),
            100,
            true,
            new Facts(""),
            new Facts(""));
    return with(entry, entry.edition(), entry.seen(), entry.firstPoll(), sketch, entry.story());
  }

  private static Entry with(
      Entry entry,
      String edition,
      Instant seen,
      boolean firstPoll,
      @Nullable Sketch sketch,
      Story story) {
    return new Entry(
        edition,
        entry.source(),
        entry.site(),
        entry.guid(),
        seen,
        firstPoll,
        entry.aliases(),
        entry.fingerprint(),
        sketch,
        story,
        entry.publisher(),
        entry.itunes(),
        entry.related());
  }

  private static Story story(@Nullable String url, @Nullable String title, @Nullable String text) {
    return new StoryMaker()
        .url(url == null ? null : CanonicalUrl.of("https://" + url).orElseThrow())
        .title(title)
        .contentText(text)
        .datePublished(PUBLISHED)
        .language("en")
        .build();
  }
}
