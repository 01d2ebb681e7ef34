package news.rendezvous.fetch;

import io.smallrye.mutiny.Uni;
import java.net.InetAddress;
import java.util.List;

/** Where the addresses of a name come from. */
@FunctionalInterface
interface Names extends AutoCloseable {

  /** All addresses of a name, the preferred ones first; fails where there are none. */
  Uni<List<InetAddress>> addresses(String name);

  @Override
  default void close() {}
}
