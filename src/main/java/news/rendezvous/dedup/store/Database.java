package news.rendezvous.dedup.store;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/** Ordered key-value database of one partition. */
interface Database extends AutoCloseable {

  byte @Nullable [] get(Bytes key);

  /** The values of keys, in their order. */
  List<byte @Nullable []> getAll(List<Bytes> keys);

  /** Writes changes atomically; an empty one deletes its key. */
  void write(Map<Bytes, Optional<byte[]>> changes);

  /**
   * The first keys of a range, in their order.
   *
   * @param to included
   */
  List<Bytes> keys(Bytes from, Bytes to, int max);

  /** Makes the changes durable. */
  void flush();

  @Override
  void close();
}
