package news.rendezvous.parse;

import java.util.List;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/**
 * The body of an entry, read in the Rendezvous dialect: source line and reference lines are out of
 * it. Exactly one of {@code html} and {@code text} is there, or neither for an entry without a
 * body.
 *
 * @param html the markup, as a tree that the caller may change; not cleaned. A picture that is a
 *     reference is still in it, with its original address.
 * @param text plain text, paragraphs split by blank lines
 * @param title what the entry's title must be inferred to be when it has none
 * @param publisher the publisher that the source line credits
 * @param bylines names of reporters
 * @param references in order of appearance, each hash once
 */
public record Body(
    @Nullable Element html,
    @Nullable String text,
    @Nullable String title,
    @Nullable String publisher,
    List<String> bylines,
    List<Reference> references) {

  public Body {
    bylines = List.copyOf(bylines);
    references = List.copyOf(references);
  }
}
