package news.rendezvous.ingest.dialect;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import news.rendezvous.ingest.fetch.Document;
import news.rendezvous.ingest.parse.entry.EntryDate;
import news.rendezvous.ingest.parse.entry.EntryMedia;
import news.rendezvous.ingest.parse.entry.EntryRemovals;
import news.rendezvous.ingest.parse.entry.FeedInfo;
import news.rendezvous.ingest.parse.entry.HubLinks;
import news.rendezvous.ingest.parse.entry.Markup;
import news.rendezvous.ingest.parse.entry.ParsedDocument;
import news.rendezvous.ingest.parse.entry.ParsedEntry;
import news.rendezvous.item.text.LowerCase;
import org.jsoup.Jsoup;
import org.jspecify.annotations.Nullable;

/**
 * A document of plain text as a feed: one story, or several separated by a line of three hyphens.
 * The URL of the source is the link of each, and the guid of a single story. Each of several has a
 * guid made of its content, never of its position, since new stories are put before the old.
 */
record TextFeed(Function<ParsedEntry, EntryBody> reader, Document document, String url) {

  private static final String TYPE = "text/plain";

  private static final Pattern SPLIT = Pattern.compile("(?m)^---[ \\t]*$");
  private static final Pattern LINE_END = Pattern.compile("\\r\\n?");

  /** HTML in spite of its media type. */
  private static final Pattern HTML =
      Pattern.compile(
          "\\s*<(?:!doctype html|html|head|body|p|div|h[1-6]|article|section)[\\s>]",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern NO_NAME = Pattern.compile("[^\\p{L}\\p{M}\\p{N}]+");

  ParsedDocument.Feed read(String text, int maxEntries) {
    List<Markup> stories =
        HTML.matcher(text).lookingAt()
            ? List.of(new Markup(Jsoup.parse(text).body().html(), true))
            : split(text);
    List<Markup> taken = stories.subList(0, Math.min(stories.size(), maxEntries));
    List<EntryBody> bodies = taken.stream().map(story -> reader.apply(entry(null, story))).toList();
    return new ParsedDocument.Feed(
        info(bodies), entries(taken, bodies), stories.size() - taken.size(), TYPE);
  }

  private static List<Markup> split(String text) {
    return SPLIT
        .splitAsStream(LINE_END.matcher(text).replaceAll("\n"))
        .map(String::strip)
        .filter(story -> !story.isEmpty())
        .map(story -> new Markup(story, false))
        .toList();
  }

  /** A text has no title; its publisher is the best name of the source. */
  private static FeedInfo info(List<EntryBody> bodies) {
    String title =
        Stream.concat(
                bodies.stream().map(EntryBody::publisher).limit(1),
                bodies.stream().map(EntryBody::title))
            .filter(Objects::nonNull)
            .findFirst()
            .orElse(null);
    return new FeedInfo(
        title == null ? null : new Markup(title, false),
        null,
        null,
        null,
        null,
        List.of(),
        null,
        null,
        HubLinks.NONE,
        EntryRemovals.NONE);
  }

  private List<ParsedEntry> entries(List<Markup> stories, List<EntryBody> bodies) {
    if (stories.size() == 1) {
      return List.of(entry(url, stories.get(0)));
    }
    Set<String> shared = shared(bodies);
    List<ParsedEntry> entries = new ArrayList<>();
    for (int i = 0; i < stories.size(); i++) {
      String name =
          names(bodies.get(i)).filter(some -> !shared.contains(some)).findFirst().orElse("");
      entries.add(entry(name.isEmpty() ? null : url + '#' + name, stories.get(i)));
    }
    return entries;
  }

  /**
   * Candidates for the guid of a story: its hashes, or else its title, which may be its first
   * sentence.
   */
  private static Stream<String> names(EntryBody body) {
    return Stream.concat(
            body.references().stream().map(reference -> reference.link().toString()),
            Stream.ofNullable(body.title()).map(TextFeed::name))
        .filter(name -> !name.isEmpty());
  }

  private static String name(String title) {
    return NO_NAME.matcher(LowerCase.of(title)).replaceAll(" ").strip().replace(' ', '-');
  }

  /** Candidates that several stories share. */
  private static Set<String> shared(List<EntryBody> bodies) {
    Set<String> seen = new HashSet<>();
    Set<String> shared = new HashSet<>();
    for (EntryBody body : bodies) {
      names(body).distinct().filter(name -> !seen.add(name)).forEach(shared::add);
    }
    return shared;
  }

  private ParsedEntry entry(@Nullable String guid, Markup story) {
    @Nullable EntryDate published =
        document.lastModified() == null ? null : new EntryDate.Exact(document.lastModified());
    return new ParsedEntry(
        guid,
        url,
        null,
        url,
        null,
        story,
        null,
        published,
        null,
        List.of(),
        List.of(),
        null,
        EntryMedia.NONE,
        null);
  }
}
