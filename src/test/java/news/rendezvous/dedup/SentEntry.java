package news.rendezvous.dedup;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import news.rendezvous.item.Alias;
import news.rendezvous.item.Alias.Match;
import news.rendezvous.item.Attachment;
import news.rendezvous.item.Entry;
import news.rendezvous.item.SourceRef;
import news.rendezvous.item.Story;
import news.rendezvous.item.StoryMaker;
import news.rendezvous.item.neardup.Facts;
import news.rendezvous.item.neardup.Sketch;
import news.rendezvous.item.url.CanonicalUrl;
import org.jspecify.annotations.Nullable;

/** Builder of entries with the aliases that the poll stage gives them. */
public record SentEntry(
    String source,
    String feed,
    @Nullable String site,
    @Nullable String guid,
    @Nullable String link,
    String title,
    String text,
    @Nullable String day,
    @Nullable String enclosure,
    Instant seen) {

  /** Some thirty words, enough for a content hash. */
  static final String PROSE =
      "This is the place for everything that needs no story of its own: small questions, plans for"
          + " the week, things seen on the way to the harbour and what the ferries do today.";

  static final String OTHER_PROSE =
      "Nobody had counted the swans of the upper lake since the old warden retired, and when three"
          + " schools did so on a windy morning they came to numbers between forty and ninety.";

  /** A story of a source, whose feed and site are on a domain of the source's name. */
  public static SentEntry by(String source) {
    String site = source + ".example";
    return new SentEntry(
        source,
        "https://feeds." + site + "/feed",
        site,
        null,
        null,
        "Title",
        PROSE,
        null,
        null,
        TestEntries.SEEN);
  }

  SentEntry from(String feedUrl, @Nullable String homePage) {
    return new SentEntry(source, feedUrl, homePage, guid, link, title, text, day, enclosure, seen);
  }

  SentEntry guid(@Nullable String value) {
    return new SentEntry(source, feed, site, value, link, title, text, day, enclosure, seen);
  }

  SentEntry link(@Nullable String value) {
    return new SentEntry(source, feed, site, guid, value, title, text, day, enclosure, seen);
  }

  SentEntry title(String value) {
    return new SentEntry(source, feed, site, guid, link, value, text, day, enclosure, seen);
  }

  SentEntry text(String value) {
    return new SentEntry(source, feed, site, guid, link, title, value, day, enclosure, seen);
  }

  SentEntry day(@Nullable String value) {
    return new SentEntry(source, feed, site, guid, link, title, text, value, enclosure, seen);
  }

  SentEntry enclosure(@Nullable String value) {
    return new SentEntry(source, feed, site, guid, link, title, text, day, value, seen);
  }

  public Entry entry() {
    return new Entry(
        "en",
        new SourceRef(source, null, feed),
        site,
        guid,
        seen,
        false,
        aliases(),
        String.join("|", title, text, String.valueOf(guid == null ? null : link)) + enclosure,
        sketch(),
        story(),
        null,
        null,
        List.of());
  }

  private List<Alias> aliases() {
    List<Alias> aliases = new ArrayList<>();
    String words = title + text;
    if (guid != null) {
      aliases.add(Alias.own(Match.GUID, source, guid));
      if (guid.startsWith("https://")) {
        aliases.add(new Alias(Match.GUID, "any:" + guid.substring(8)));
      }
    }
    CanonicalUrl url = url();
    if (url != null && url.hasPath()) {
      aliases.add(new Alias(Match.URL, url.withoutScheme()));
    } else if (guid == null) {
      aliases.add(Alias.own(Match.CONTENT, source, words));
    }
    if (guid == null) {
      aliases.add(Alias.own(Match.CONTENT, source, words + ' ' + day));
    }
    if (text.length() >= 100) {
      aliases.add(new Alias(Match.CONTENT, "any:" + words));
    }
    return aliases;
  }

  private @Nullable CanonicalUrl url() {
    return link == null ? null : CanonicalUrl.of(link).orElseThrow();
  }

  // Of unnormalised words: texts that share most of them are similar.
  private @Nullable Sketch sketch() {
    String[] words = text.toLowerCase(java.util.Locale.ROOT).split("\\W+");
    if (words.length < 24) {
      return null;
    }
    char[] rows = new char[Sketch.ROWS];
    Arrays.fill(rows, Sketch.EMPTY);
    Stream.of(words)
        .forEach(
            word ->
                rows[Math.floorMod(word.hashCode(), Sketch.ROWS)] = (char) ('A' + word.length()));
    List<String> bands =
        IntStream.range(0, 8)
            .mapToObj(i -> (words[i] + "-----").substring(0, Sketch.BAND))
            .toList();
    return new Sketch(bands, new String(rows), words.length, true, new Facts(""), new Facts(""));
  }

  private Story story() {
    return new StoryMaker()
        .url(url())
        .title(title.isEmpty() ? null : title)
        .contentText(text)
        .attachments(
            enclosure == null
                ? List.of()
                : List.of(new Attachment(enclosure, "audio/mpeg", null, null, null)))
        .datePublished(day == null ? null : Instant.parse(day + "T08:00:00Z"))
        .language("en")
        .build();
  }
}
