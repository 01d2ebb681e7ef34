package news.rendezvous.dialect;

import java.util.List;
import news.rendezvous.parse.Markup;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/**
 * The content of an entry, read in the Rendezvous dialect: source line and reference lines are out
 * of it. It is markup or text, or neither for an entry without content; a text that refers to
 * something is there as markup too, which has room for pictures.
 *
 * @param html the markup, as a tree that the caller may change; not cleaned. References within
 *     sentences, pictures and files are still in it, with an absolute address to ask at; where
 *     reference lines stood are {@link ReferencePlace}s.
 * @param text plain text, paragraphs split by blank lines
 * @param title what the entry's title must be inferred to be when it has none
 * @param publisher the publisher that the source line credits
 * @param authors names in source line and bylines
 * @param references in order of appearance, each hash once
 * @param summary the entry's summary without marks
 */
public record Body(
    @Nullable Element html,
    @Nullable String text,
    @Nullable String title,
    @Nullable String publisher,
    List<String> authors,
    List<Reference> references,
    @Nullable Markup summary) {

  public Body {
    authors = List.copyOf(authors);
    references = List.copyOf(references);
  }

  /** Tells whether it refers to anything. */
  public boolean refers() {
    return !references.isEmpty();
  }

  Body with(@Nullable String credited, List<Reference> all, @Nullable Markup abridgement) {
    return new Body(html, text, title, credited, authors, all, abridgement);
  }
}
