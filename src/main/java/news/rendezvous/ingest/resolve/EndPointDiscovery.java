package news.rendezvous.ingest.resolve;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import news.rendezvous.ingest.fetch.politeness.HostKey;
import news.rendezvous.ingest.resolve.ReferenceClient.Origin;
import news.rendezvous.ingest.resolve.answer.EndPoint;
import news.rendezvous.ingest.resolve.answer.EndPointAnswer;
import news.rendezvous.ingest.resolve.answer.ReferenceQuery;
import news.rendezvous.ingest.resolve.cache.AnswerCache;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * End point discovery: requests the addresses of a reference one after the other, until a response
 * is certain to be that of an end point (see {@link EndPointAnswer#isCertain}). That end point is
 * cached for the source and tried first from then on. Until a source has one, one reference at a
 * time discovers it, so that many stories in as many directories do not multiply the requests.
 */
final class EndPointDiscovery {

  private static final Logger LOG = Logger.getLogger(EndPointDiscovery.class);

  private final ReferenceClient client;
  private final AnswerCache cache;
  private final Map<String, CompletableFuture<@Nullable Void>> discoveries =
      new ConcurrentHashMap<>();
  private final Set<ReferenceQuery.Key> inFlight = ConcurrentHashMap.newKeySet();

  EndPointDiscovery(ReferenceClient client, AnswerCache cache) {
    this.client = client;
    this.cache = cache;
  }

  /** The first certain answer, else the first page, else the last answer. */
  Uni<EndPointAnswer> resolve(ReferenceQuery query, Origin origin) {
    return Uni.createFrom()
        .deferred(() -> isEndPointKnown(query) ? walk(query, origin) : discover(query, origin));
  }

  private boolean isEndPointKnown(ReferenceQuery query) {
    return query.addresses().size() < 2 || cache.endPoint(query.source()).isPresent();
  }

  private Uni<EndPointAnswer> discover(ReferenceQuery query, Origin origin) {
    CompletableFuture<@Nullable Void> own = new CompletableFuture<>();
    CompletableFuture<@Nullable Void> other = discoveries.putIfAbsent(query.source(), own);
    if (other != null) {
      return Uni.createFrom()
          .completionStage(other.copy()) // cancelling a waiter must not cancel the original
          .emitOn(Infrastructure.getDefaultWorkerPool()) // bounds the stack depth
          .chain(() -> resolve(query, origin));
    }
    return walk(query, origin)
        .onTermination()
        .invoke(
            () -> {
              discoveries.remove(query.source(), own);
              own.complete(null);
            });
  }

  /** Requests a reference in the background if it is due and not in flight. */
  void refresh(ReferenceQuery query) {
    boolean begins =
        cache.due(query).filter(due -> client.hasRoomInBackground(query, due.address())).isPresent()
            && (isEndPointKnown(query) || !discoveries.containsKey(query.source()))
            && inFlight.add(query.key());
    if (begins) {
      resolve(query, Origin.BACKGROUND)
          .onTermination()
          .invoke(() -> inFlight.remove(query.key()))
          .subscribe()
          .with(answer -> {}, failure -> LOG.error("Request for a reference failed", failure));
    }
  }

  private Uni<EndPointAnswer> walk(ReferenceQuery query, Origin origin) {
    List<URI> addresses = cache.addresses(query);
    return addresses.isEmpty()
        ? Uni.createFrom().item(EndPointAnswer.NONE_YET)
        : new Walk(query, origin, addresses).step(0);
  }

  /** One query, from address to address. */
  private final class Walk {

    private final ReferenceQuery query;
    private final Origin origin;
    private final List<URI> addresses;
    private final Set<HostKey> failedHosts = new HashSet<>();
    private @Nullable URI pageAddress;
    private @Nullable EndPointAnswer page;

    Walk(ReferenceQuery query, Origin origin, List<URI> addresses) {
      this.query = query;
      this.origin = origin;
      this.addresses = addresses;
    }

    Uni<EndPointAnswer> step(int at) {
      return client
          .request(query, addresses.get(at), origin)
          .chain(answer -> next(at, addresses.get(at), answer));
    }

    private Uni<EndPointAnswer> next(int at, URI address, EndPointAnswer answer) {
      if (isLast(address, answer)) {
        return done(address, answer);
      }
      if (answer instanceof EndPointAnswer.Resolved && page == null) {
        page = answer;
        pageAddress = address;
      } else if (answer instanceof EndPointAnswer.Failed) {
        failedHosts.add(HostKey.of(address.toString()));
      }
      int following = at + 1;
      while (following < addresses.size()
          && failedHosts.contains(HostKey.of(addresses.get(following).toString()))) {
        following++;
      }
      if (following < addresses.size()) {
        return step(following);
      }
      return page == null || pageAddress == null
          ? Uni.createFrom().item(answer)
          : done(pageAddress, page);
    }

    // A page of the source's own end point counts as its answer.
    private boolean isLast(URI address, EndPointAnswer answer) {
      return answer.isCertain()
          || (answer instanceof EndPointAnswer.Resolved
              && cache
                  .endPoint(query.source())
                  .filter(EndPoint.of(address).base()::equals)
                  .isPresent());
    }

    private Uni<EndPointAnswer> done(URI address, EndPointAnswer answer) {
      if (!(answer instanceof EndPointAnswer.Deferred)
          && !(answer instanceof EndPointAnswer.Failed)) {
        cache.answered(query.source(), address, answer.isCertain());
      }
      return Uni.createFrom().item(answer);
    }
  }
}
