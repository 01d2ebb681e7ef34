package news.rendezvous.serve.page.sources;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Order of the table: a column, from its urgent end or reversed.
 *
 * @param column the column
 * @param reversed true if the urgent end is last
 */
record Sorting(Column column, boolean reversed) {

  /** Failing sources first. */
  static final Sorting DEFAULT = new Sorting(Column.STATE, false);

  private static final String REVERSED = "-";

  /** A column that the table can be sorted by. */
  enum Column {
    /** Failing first. */
    STATE(true, new SortKey<>(SourceHealth::state)),
    NAME(true, new SortKey<>(source -> source.name().toLowerCase(Locale.ROOT))),
    /** Oldest success first; sources that never succeeded before them. */
    SUCCESS(true, new SortKey<>(SourceHealth::lastSuccessOrNever)),
    /** Slowest first. */
    LATENCY(false, new SortKey<>(SourceHealth::latency)),
    /** Most stories first. */
    STORIES(false, new SortKey<>(SourceHealth::storiesPerDay)),
    /** Those that are due first. */
    NEXT(true, new SortKey<>(SourceHealth::due));

    private final boolean ascending;

    @SuppressWarnings("ImmutableEnumChecker") // a record of a method reference
    private final SortKey<?> sortKey;

    Column(boolean ascending, SortKey<?> sortKey) {
      this.ascending = ascending;
      this.sortKey = sortKey;
    }

    /** Name in URLs. */
    public String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Values of a column; missing ones are last in both directions. */
  private record SortKey<T extends Comparable<? super T>>(
      Function<SourceHealth, @Nullable T> value) {

    Comparator<SourceHealth> comparator(boolean ascending) {
      Comparator<T> order = ascending ? Comparator.naturalOrder() : Comparator.reverseOrder();
      return Comparator.comparing(value, Comparator.nullsLast(order));
    }
  }

  /** Reads the parameter {@code sort}: the name of a column, with {@code -} before it reversed. */
  static Optional<Sorting> parse(String text) {
    boolean reversed = text.startsWith(REVERSED);
    String key = reversed ? text.substring(1) : text;
    return Arrays.stream(Column.values())
        .filter(column -> column.key().equals(key))
        .findFirst()
        .map(column -> new Sorting(column, reversed));
  }

  /** The value of the parameter {@code sort}. */
  String key() {
    return (reversed ? REVERSED : "") + column.key();
  }

  /** The order that a choice of a column leads to: of the present one, it is reversed. */
  Sorting choose(Column chosen) {
    return new Sorting(chosen, chosen == column && !reversed);
  }

  /** True if the values of the column grow from row to row. */
  boolean isAscending() {
    return column.ascending != reversed;
  }

  /** Total order, so that pages do not overlap. */
  Comparator<SourceHealth> comparator() {
    return column
        .sortKey
        .comparator(isAscending())
        .thenComparing(SourceHealth::name, String.CASE_INSENSITIVE_ORDER)
        .thenComparing(SourceHealth::id);
  }
}
