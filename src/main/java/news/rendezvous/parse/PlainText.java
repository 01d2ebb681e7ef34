package news.rendezvous.parse;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import news.rendezvous.fetch.Document;
import org.jspecify.annotations.Nullable;

/**
 * A text document as a feed: one entry, or several split by a line of three hyphens. The address of
 * the document is permalink and guid; the guids of further entries are numbered fragments of it.
 */
final class PlainText {

  private static final Pattern SPLIT = Pattern.compile("(?m)^---[ \\t]*$");

  private PlainText() {}

  static Parsed.Feed read(String text, Document document, int maxEntries) {
    List<String> stories =
        SPLIT
            .splitAsStream(text.replace("\r\n", "\n").replace('\r', '\n'))
            .map(String::strip)
            .filter(story -> !story.isEmpty())
            .toList();
    List<ParsedEntry> entries = new ArrayList<>();
    for (String story : stories.subList(0, Math.min(stories.size(), maxEntries))) {
      entries.add(entry(story, document, entries.size() + 1));
    }
    return new Parsed.Feed(
        new FeedInfo(null, null, null, null, null, List.of(), null),
        entries,
        stories.size() - entries.size());
  }

  private static ParsedEntry entry(String story, Document document, int number) {
    String url = document.url().toString();
    @Nullable String published =
        document.lastModified() == null ? null : document.lastModified().toString();
    return new ParsedEntry(
        number == 1 ? url : url + '#' + number,
        url,
        null,
        url,
        null,
        new Markup(Scrubber.legal(story), false),
        null,
        published,
        null,
        List.of(),
        List.of(),
        null,
        Media.NONE,
        null);
  }
}
