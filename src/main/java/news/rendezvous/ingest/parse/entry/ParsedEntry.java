package news.rendezvous.ingest.parse.entry;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An entry as in its document, neither sanitized nor trusted.
 *
 * @param guid guid, Atom id or JSON Feed id, not blank
 * @param link permalink of any scheme, absolute where a base is known
 * @param originalLink permalink of the publisher where {@code link} is that of a proxy such as
 *     FeedBurner, absolute where a base is known
 * @param content full text
 * @param summary abstract
 * @param published date of publication
 * @param updated date of change
 * @param language language tag of the entry itself
 */
public record ParsedEntry(
    @Nullable String guid,
    @Nullable String link,
    @Nullable String originalLink,
    @Nullable String base,
    @Nullable Markup title,
    @Nullable Markup content,
    @Nullable Markup summary,
    @Nullable EntryDate published,
    @Nullable EntryDate updated,
    List<String> authors,
    List<String> tags,
    @Nullable String language,
    EntryMedia media,
    @Nullable String publisher) {

  public ParsedEntry {
    authors = List.copyOf(authors);
    tags = List.copyOf(tags);
  }

  /** True if it has anything to show. */
  boolean hasContent() {
    return !media.isEmpty()
        || Stream.of(guid, link, originalLink, title, content, summary).anyMatch(Objects::nonNull);
  }
}
