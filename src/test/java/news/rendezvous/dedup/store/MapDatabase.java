package news.rendezvous.dedup.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.StoreBuilder;

/** Database on the heap. */
public final class MapDatabase implements Database {

  private final NavigableMap<Bytes, byte[]> rows = new TreeMap<>();

  /** Builder of state stores in such databases. */
  public static StoreBuilder<StoryStateStore> builder(String name, Supplier<MapDatabase> opener) {
    return StoryStateStore.builder(name, directory -> opener.get());
  }

  public NavigableMap<Bytes, byte[]> rows() {
    return rows;
  }

  @Override
  public byte[] get(Bytes key) {
    return rows.get(key);
  }

  @Override
  public List<byte[]> getAll(List<Bytes> keys) {
    List<byte[]> values = new ArrayList<>();
    keys.forEach(key -> values.add(rows.get(key)));
    return values;
  }

  @Override
  public void write(Map<Bytes, Optional<byte[]>> changes) {
    changes.forEach(
        (key, value) -> value.ifPresentOrElse(now -> rows.put(key, now), () -> rows.remove(key)));
  }

  @Override
  public List<Bytes> keys(Bytes from, Bytes to, int max) {
    return rows.subMap(from, true, to, true).keySet().stream().limit(max).toList();
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}
}
