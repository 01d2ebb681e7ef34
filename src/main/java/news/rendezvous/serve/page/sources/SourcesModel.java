package news.rendezvous.serve.page.sources;

import java.util.List;
import news.rendezvous.serve.page.layout.Layout;
import news.rendezvous.source.PollOutcome;
import org.jspecify.annotations.Nullable;

/**
 * Model of the page of all sources.
 *
 * @param frame parts that all pages have
 * @param called the searched part of a name
 * @param states options of the status filter
 * @param overview summary of all sources
 * @param found number of sources that match
 * @param columns columns of the table
 * @param sort value of the parameter {@code sort}; empty for the default
 * @param sources rows of this page
 * @param paging links to the pages before and after
 * @param base absolute URL of the service
 */
public record SourcesModel(
    Layout frame,
    String called,
    List<Choice> states,
    SourcesOverview overview,
    int found,
    List<Heading> columns,
    String sort,
    List<SourceRow> sources,
    Paging paging,
    String base) {

  public SourcesModel {
    states = List.copyOf(states);
    columns = List.copyOf(columns);
    sources = List.copyOf(sources);
  }

  /** True if there is any source. */
  public boolean known() {
    return overview.total() > 0;
  }

  /** Outcomes that a poll may have, for the scripts. */
  public List<PollOutcome> outcomes() {
    return List.of(PollOutcome.values());
  }

  /** The column that the table is sorted by. */
  public Heading sorted() {
    return columns.stream().filter(column -> column.direction() != null).findFirst().orElseThrow();
  }

  /**
   * An option of the status filter.
   *
   * @param state the status; null for all
   * @param chosen true if it is selected
   */
  record Choice(@Nullable StatusLabel state, boolean chosen) {}

  /**
   * Heading of a column.
   *
   * @param href URL of the table sorted by it, or in the other direction where it is already
   * @param direction value of {@code aria-sort}; null where the table is sorted by another column
   */
  record Heading(Sorting.Column column, String href, @Nullable String direction) {}

  /**
   * Place of this page among others.
   *
   * @param number of this page, from 1
   * @param count number of pages
   * @param previous URL of the page before; null on the first
   * @param next URL of the page after; null on the last
   */
  record Paging(int number, int count, @Nullable String previous, @Nullable String next) {}
}
