package news.rendezvous.ingest.fetch.politeness;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Fair queue: round robin over flows, first in first out within each, so that many references of
 * one source do not delay those of another. Not thread-safe.
 */
final class FairQueue {

  private final Map<String, Set<Permit>> flows = new LinkedHashMap<>(2);
  private int size;

  void add(Permit permit) {
    flows.computeIfAbsent(permit.flow(), flow -> new LinkedHashSet<>(2)).add(permit);
    size++;
  }

  void remove(Permit permit) {
    Set<Permit> flow = flows.get(permit.flow());
    if (flow == null || !flow.remove(permit)) {
      return;
    }
    size--;
    if (flow.isEmpty()) {
      flows.remove(permit.flow());
    }
  }

  /** Removes the next permit of a queue that is not empty. */
  Permit next() {
    Iterator<Map.Entry<String, Set<Permit>>> first = flows.entrySet().iterator();
    Map.Entry<String, Set<Permit>> flow = first.next();
    first.remove();
    Iterator<Permit> eldest = flow.getValue().iterator();
    Permit permit = eldest.next();
    eldest.remove();
    size--;
    if (!flow.getValue().isEmpty()) {
      flows.put(flow.getKey(), flow.getValue());
    }
    return permit;
  }

  int size() {
    return size;
  }

  boolean isEmpty() {
    return size == 0;
  }
}
