package news.rendezvous.ingest.push;

import java.util.Set;

/** Port: the sources that this replica polls. Read by any thread. */
public interface SourceOwnership {

  boolean owns(String sourceId);

  /** Partitions of the sources topic. */
  Set<Integer> partitions();
}
