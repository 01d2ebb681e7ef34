package news.rendezvous.dedup;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import news.rendezvous.item.Alias;
import news.rendezvous.item.CanonicalUrl;
import news.rendezvous.item.Entry;
import news.rendezvous.item.Match;
import news.rendezvous.item.SourceRef;
import news.rendezvous.item.Story;

/** Entries for tests, by what matters to the dedup stage. */
final class Entries {

  static final Instant SEEN = Instant.parse("2026-03-03T10:00:00Z");
  static final Instant PUBLISHED = Instant.parse("2026-03-01T08:00:00Z");

  private Entries() {}

  static Entry entry(String source, String guid, String url, String text) {
    List<Alias> aliases =
        Stream.of(new Alias(Match.GUID, source + " " + guid), new Alias(Match.URL, url)).toList();
    return new Entry(
        "en",
        new SourceRef(source, null, "https://" + source + ".example.org/feed"),
        guid,
        SEEN,
        false,
        aliases,
        "fingerprint of " + text,
        null,
        story(url, text),
        null,
        List.of());
  }

  static Entry ofFirstPoll(Entry entry) {
    return with(entry, true, entry.story());
  }

  static Entry undated(Entry entry) {
    return with(entry, entry.firstPoll(), entry.story().publishedAt(null));
  }

  private static Entry with(Entry entry, boolean firstPoll, Story story) {
    return new Entry(
        entry.edition(),
        entry.source(),
        entry.guid(),
        entry.seen(),
        firstPoll,
        entry.aliases(),
        entry.fingerprint(),
        entry.sketch(),
        story,
        entry.publisher(),
        entry.related());
  }

  private static Story story(String url, String text) {
    return new Story(
        CanonicalUrl.of("https://" + url).orElseThrow(),
        "Title",
        null,
        text,
        null,
        null,
        List.of(),
        PUBLISHED,
        null,
        List.of(),
        List.of(),
        "en");
  }
}
