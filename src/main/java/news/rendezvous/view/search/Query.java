package news.rendezvous.view.search;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Boolean query in conjunctive normal form: all clauses must match, and of a clause one term.
 * {@code a b OR c} is a and (b or c), as in web search engines.
 *
 * @param clauses in the order of the text, without repetitions; empty matches everything
 */
public record Query(List<Clause> clauses) {

  public static final Query ALL = new Query(List.of());

  /** Drops repeated clauses and copies the rest. */
  public Query {
    clauses = clauses.stream().distinct().toList();
  }

  /** Alternatives, of which one must match. */
  public record Clause(List<Term> terms) {

    public Clause {
      terms = terms.stream().distinct().toList();
    }

    boolean matches(SearchableItem item) {
      return terms.stream().anyMatch(term -> term.matches(item));
    }

    boolean mayMatch(BloomFilter filter) {
      return terms.stream().anyMatch(term -> term.mayMatch(filter));
    }

    @Override
    public String toString() {
      return terms.stream().map(Term::toString).collect(Collectors.joining(" OR "));
    }
  }

  /** A value that a field must have, or must not have. */
  public static final class Term {

    private final boolean negated;
    private final QueryField field;
    private final QueryValue value;
    private final int[] keys;

    Term(boolean negated, QueryField field, QueryValue value) {
      this.negated = negated;
      this.field = field;
      this.value = value;
      this.keys = negated || !field.isIndexed() ? new int[0] : value.keys();
    }

    boolean matches(SearchableItem item) {
      return field.has(value, item) != negated;
    }

    boolean mayMatch(BloomFilter filter) {
      return filter.mayContain(keys);
    }

    int weight() {
      return value.weight();
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Term term && toString().equals(term.toString());
    }

    @Override
    public int hashCode() {
      return toString().hashCode();
    }

    @Override
    public String toString() {
      return (negated ? "-" : "") + field.prefix() + value;
    }
  }

  /** True if an item matches. */
  public boolean matches(SearchableItem item) {
    return clauses.stream().allMatch(clause -> clause.matches(item));
  }

  /** False if an item with these terms cannot match; true if it does, and for false positives. */
  public boolean mayMatch(BloomFilter filter) {
    return clauses.stream().allMatch(clause -> clause.mayMatch(filter));
  }

  /** True if matching depends on the sources that carried an item. */
  public boolean readsCarriers() {
    return clauses.stream()
        .flatMap(clause -> clause.terms().stream())
        .anyMatch(term -> term.field == QueryField.SOURCE);
  }

  public boolean isAll() {
    return clauses.isEmpty();
  }

  /** The canonical text, which parses to an equal query. */
  @Override
  public String toString() {
    return clauses.stream().map(Clause::toString).collect(Collectors.joining(" "));
  }
}
