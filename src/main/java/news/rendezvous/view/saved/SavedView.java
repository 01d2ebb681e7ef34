package news.rendezvous.view.saved;

import java.util.List;
import java.util.Objects;
import news.rendezvous.source.Source;
import news.rendezvous.view.Selection;
import news.rendezvous.view.search.Query;
import news.rendezvous.view.search.QueryParser;
import org.jspecify.annotations.Nullable;

/**
 * A saved search: a named selection of items, which is served as feeds, stream and page. The value
 * of a record in the views topic.
 *
 * @param id 1 to 128 of {@code A-Z a-z 0-9 . _ -}
 * @param q query as it was given; null for all items
 * @param source ids of sources, of which one must have carried an item; empty for all
 * @param tag tags, of which an item must have one; empty for all
 * @param lang language ranges (RFC 4647), of which one must match; empty for all
 * @param configured true for a view of the configuration, which overrides the topic
 */
public record SavedView(
    String id,
    String title,
    @Nullable String description,
    @Nullable String q,
    List<String> source,
    List<String> tag,
    List<String> lang,
    List<Webhook> webhooks,
    boolean configured) {

  /**
   * Instructions of a regular expression in a record that this service did not write. The
   * configured limit, which is lower, holds where views are saved: a lower limit than before must
   * not remove views.
   */
  private static final int MAX_PATTERN = 100_000;

  /**
   * Checks id, title and query.
   *
   * @throws IllegalArgumentException for an id of another form, or a query that cannot be read
   */
  public SavedView {
    Objects.requireNonNull(id, "id is missing");
    Objects.requireNonNull(title, "title is missing");
    if (!Source.isId(id)) {
      throw new IllegalArgumentException("not a view id (1 to 128 of A-Z a-z 0-9 . _ -): " + id);
    }
    source = List.copyOf(source);
    tag = List.copyOf(tag);
    lang = List.copyOf(lang);
    webhooks = List.copyOf(webhooks);
    query(q);
  }

  /** The items of the view. */
  public Selection selection() {
    return new Selection(source, tag, lang, query(q));
  }

  private static Query query(@Nullable String q) {
    if (q == null) {
      return Query.ALL;
    }
    QueryParser.Result result = QueryParser.parse(q, Integer.MAX_VALUE, MAX_PATTERN);
    if (result instanceof QueryParser.Refused refused) {
      throw new IllegalArgumentException(
          "its query %s (character %d)".formatted(refused.reason(), refused.position()));
    }
    return ((QueryParser.Parsed) result).query();
  }
}
