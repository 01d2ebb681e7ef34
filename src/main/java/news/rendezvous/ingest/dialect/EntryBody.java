package news.rendezvous.ingest.dialect;

import java.util.List;
import news.rendezvous.ingest.dialect.reference.EntryReference;
import news.rendezvous.ingest.parse.entry.Markup;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/**
 * Body of an entry as the Rendezvous dialect reads it, without source line and reference lines. It
 * is markup or text, or neither for an entry without content; a text with references is there as
 * markup too, which has a place for pictures.
 *
 * @param html the markup as a tree that the caller may change; not sanitised. References within
 *     sentences, pictures and files are in it with the absolute URL of their end point; {@code
 *     ReferencePlace}s stand for removed reference lines.
 * @param text plain text, paragraphs separated by blank lines
 * @param title title to infer for an entry without one
 * @param references in order of appearance, each hash once
 */
public record EntryBody(
    @Nullable Element html,
    @Nullable String text,
    @Nullable String title,
    @Nullable String publisher,
    List<String> authors,
    List<EntryReference> references,
    @Nullable Markup summary) {

  public EntryBody {
    authors = List.copyOf(authors);
    references = List.copyOf(references);
  }

  public boolean hasReferences() {
    return !references.isEmpty();
  }

  EntryBody with(
      @Nullable String credited, List<EntryReference> all, @Nullable Markup abridgement) {
    return new EntryBody(html, text, title, credited, authors, all, abridgement);
  }
}
