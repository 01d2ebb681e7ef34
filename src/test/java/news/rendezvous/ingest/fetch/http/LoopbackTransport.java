package news.rendezvous.ingest.fetch.http;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import news.rendezvous.ingest.fetch.FetchSettings;
import news.rendezvous.ingest.fetch.guard.AddressGuard;

/** The transport of the service with loopback allowed, for tests of its clients. */
public final class LoopbackTransport implements AutoCloseable {

  private final Vertx vertx = Vertx.vertx();
  private final AddressGuard guard = new AddressGuard(FetchSettings.of());
  private final Transport transport =
      new Transport(vertx, FetchSettings.of("header-timeout", "500ms"), guard);

  public Uni<Exchange> get(HttpRequest hop) {
    return transport.exchange(hop);
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
