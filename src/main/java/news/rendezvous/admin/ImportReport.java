package news.rendezvous.admin;

import java.util.List;
import java.util.stream.Stream;

/**
 * Outcomes of an import so far.
 *
 * @param total number of outlines
 */
record ImportReport(int total, List<Outcome> outcomes) {

  /** Outcome of one outline. */
  sealed interface Outcome {

    /** A new source has this id. */
    record Added(String id) implements Outcome {}

    /** There was a source with this URL. */
    record Existing() implements Outcome {}

    /**
     * No source was made.
     *
     * @param url as in the document; empty where there was none
     */
    record Refused(String url, String reason) implements Outcome {}
  }

  /**
   * Answer to an import.
   *
   * @param added number of new sources
   * @param existing number of sources that were there
   */
  record Result(int added, int existing, List<Outcome.Refused> refused) {}

  ImportReport {
    outcomes = List.copyOf(outcomes);
  }

  static ImportReport begin(int total) {
    return new ImportReport(total, List.of());
  }

  ImportReport with(List<Outcome> more) {
    return new ImportReport(total, Stream.concat(outcomes.stream(), more.stream()).toList());
  }

  /** True if every outline has its outcome. */
  boolean isComplete() {
    return outcomes.size() == total;
  }

  /** The ids of the sources that were added. */
  List<String> added() {
    return all(Outcome.Added.class).map(Outcome.Added::id).toList();
  }

  Result result() {
    return new Result(
        (int) all(Outcome.Added.class).count(),
        (int) all(Outcome.Existing.class).count(),
        all(Outcome.Refused.class).toList());
  }

  private <T extends Outcome> Stream<T> all(Class<T> kind) {
    return outcomes.stream().filter(kind::isInstance).map(kind::cast);
  }
}
