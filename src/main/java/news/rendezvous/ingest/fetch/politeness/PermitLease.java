package news.rendezvous.ingest.fetch.politeness;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Scope of one permit as a {@link Uni}: it is requested on subscription and always closed. */
public final class PermitLease {

  private @Nullable Permit permit;
  private boolean closed;

  private PermitLease() {}

  /**
   * Waits for a permit, runs work with it and closes it when that terminates, fails or is
   * cancelled.
   *
   * @param timeout longest wait for the permit
   * @param onTimeout the result after that
   */
  public static <T> Uni<T> with(
      RequestScheduler requests,
      RequestKind kind,
      HostKey host,
      String source,
      Duration timeout,
      Uni<T> onTimeout,
      Function<Permit, Uni<T>> work) {
    return Uni.createFrom()
        .deferred(
            () -> {
              PermitLease lease = new PermitLease();
              return Uni.createFrom()
                  .<@Nullable Permit>emitter(
                      granted ->
                          lease.hold(
                              requests.request(host, kind, source, false, granted::complete)))
                  .ifNoItem()
                  .after(timeout)
                  .recoverWithUni(() -> Uni.createFrom().nullItem())
                  .chain(permit -> permit == null ? onTimeout : work.apply(permit))
                  .onTermination()
                  .invoke(lease::close);
            });
  }

  // The work may end before request() has returned the permit.
  private synchronized void hold(Permit requested) {
    permit = requested;
    if (closed) {
      requested.close();
    }
  }

  private synchronized void close() {
    closed = true;
    if (permit != null) {
      permit.close();
    }
  }
}
