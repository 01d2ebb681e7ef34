package news.rendezvous.fetch;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;

/** The transport as the service has it, with loopback allowed, for the tests of its users. */
public final class Loopback implements AutoCloseable {

  private final Vertx vertx = Vertx.vertx();
  private final AddressGuard guard = new AddressGuard(Settings.of());
  private final Transport transport =
      new Transport(vertx, Settings.of("header-timeout", "500ms"), guard);

  public Uni<Exchange> get(Hop hop) {
    return transport.get(hop);
  }

  public AddressGuard guard() {
    return guard;
  }

  @Override
  public void close() {
    transport.close();
    vertx.close();
  }
}
