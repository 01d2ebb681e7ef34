package news.rendezvous.ingest.parse.entry;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One entry as a feed carries it: neither cleaned nor trusted.
 *
 * @param guid guid, Atom id or JSON Feed id, not blank
 * @param link its permalink, absolute where a base is known; of any scheme
 * @param originalLink address of the same story at its publisher, where a carrier such as
 *     FeedBurner puts its own in {@code link}; absolute where a base is known
 * @param base what relative addresses in its content are resolved against
 * @param title its title
 * @param content the whole text
 * @param summary an abstract
 * @param published date of publication, as written
 * @param updated date of change, as written
 * @param authors names
 * @param tags categories
 * @param language its own language tag
 * @param media its pictures and files
 * @param publisher dc:publisher
 */
public record ParsedEntry(
    @Nullable String guid,
    @Nullable String link,
    @Nullable String originalLink,
    @Nullable String base,
    @Nullable Markup title,
    @Nullable Markup content,
    @Nullable Markup summary,
    @Nullable String published,
    @Nullable String updated,
    List<String> authors,
    List<String> tags,
    @Nullable String language,
    EntryMedia media,
    @Nullable String publisher) {

  public ParsedEntry {
    authors = List.copyOf(authors);
    tags = List.copyOf(tags);
  }

  /** Whether there is anything in it that a reader could be shown. */
  boolean saysSomething() {
    return !media.isEmpty()
        || Stream.of(guid, link, originalLink, title, content, summary).anyMatch(Objects::nonNull);
  }
}
