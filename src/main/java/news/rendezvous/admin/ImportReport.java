package news.rendezvous.admin;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** Counts of an import. Filled by one thread at a time. */
final class ImportReport {

  private final List<String> added = new ArrayList<>();
  private final JsonArray refused = new JsonArray();
  private int existing;

  /** Result for one outline. */
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

  ImportReport add(List<Outcome> outcomes) {
    outcomes.forEach(this::add);
    return this;
  }

  private void add(Outcome outcome) {
    if (outcome instanceof Outcome.Added source) {
      added.add(source.id());
    } else if (outcome instanceof Outcome.Refused refusal) {
      refused.add(new JsonObject().put("url", refusal.url()).put("reason", refusal.reason()));
    } else {
      existing++;
    }
  }

  /** The ids of the sources that were added. */
  List<String> added() {
    return added;
  }

  int done() {
    return added.size() + existing + refused.size();
  }

  JsonObject json() {
    return new JsonObject()
        .put("added", added.size())
        .put("existing", existing)
        .put("refused", refused);
  }
}
