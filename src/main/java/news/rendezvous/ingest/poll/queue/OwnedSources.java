package news.rendezvous.ingest.poll.queue;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import news.rendezvous.source.Source;
import news.rendezvous.source.SourceRegistry;

/**
 * Sources that this replica owns: those in its partitions of the sources topic. Written by one
 * thread, read by any.
 */
public final class OwnedSources {

  private final SourceRegistry sources;
  private final Set<Integer> partitions = ConcurrentHashMap.newKeySet();

  public OwnedSources(SourceRegistry sources) {
    this.sources = sources;
  }

  /** Adds partitions and returns their sources. */
  public Stream<Source> gain(Set<Integer> gained) {
    partitions.addAll(gained);
    return in(gained);
  }

  /** Removes partitions and returns their sources. */
  public Stream<Source> lose(Set<Integer> lost) {
    partitions.removeAll(lost);
    return in(lost);
  }

  private Stream<Source> in(Set<Integer> some) {
    return some.stream().flatMap(partition -> sources.inPartition(partition).stream());
  }

  public boolean owns(String id) {
    return sources.partition(id).filter(partitions::contains).isPresent();
  }

  /** A source, if this replica owns it. */
  public Optional<Source> find(String id) {
    return sources.find(id).filter(source -> owns(id));
  }

  @Override
  public String toString() {
    return partitions.toString();
  }
}
