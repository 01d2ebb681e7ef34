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
import news.rendezvous.ingest.resolve.ReferenceClient.Urgency;
import news.rendezvous.ingest.resolve.answer.EndPoint;
import news.rendezvous.ingest.resolve.answer.EndPointAnswer;
import news.rendezvous.ingest.resolve.answer.ReferenceQuery;
import news.rendezvous.ingest.resolve.cache.AnswerCache;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * End point discovery: tries the addresses of a reference one after the other, until one answers as
 * an end point of references does (see {@link EndPointAnswer#isCertain}). That end point is cached
 * for the source and tried first from then on. Until a source has one, one reference at a time
 * discovers it, so that thirty stories in thirty directories do not cost thirty times as many
 * requests.
 */
final class EndPointDiscovery {

  private static final Logger LOG = Logger.getLogger(EndPointDiscovery.class);

  private final ReferenceClient client;
  private final AnswerCache memory;
  private final Map<String, CompletableFuture<@Nullable Void>> searching =
      new ConcurrentHashMap<>();
  private final Set<ReferenceQuery.Key> inFlight = ConcurrentHashMap.newKeySet();

  EndPointDiscovery(ReferenceClient client, AnswerCache memory) {
    this.client = client;
    this.memory = memory;
  }

  /** The first certain answer, else the first that shows a page, else the last. */
  Uni<EndPointAnswer> resolve(ReferenceQuery query, Urgency urgency) {
    return Uni.createFrom()
        .deferred(() -> isEndPointKnown(query) ? walk(query, urgency) : search(query, urgency));
  }

  private boolean isEndPointKnown(ReferenceQuery query) {
    return query.addresses().size() < 2 || memory.endPoint(query.source()).isPresent();
  }

  private Uni<EndPointAnswer> search(ReferenceQuery query, Urgency urgency) {
    CompletableFuture<@Nullable Void> mine = new CompletableFuture<>();
    CompletableFuture<@Nullable Void> other = searching.putIfAbsent(query.source(), mine);
    if (other != null) {
      return Uni.createFrom()
          .completionStage(other.copy()) // cancelling a waiter must not cancel the original
          .emitOn(Infrastructure.getDefaultWorkerPool()) // bounds the stack depth
          .chain(() -> resolve(query, urgency));
    }
    return walk(query, urgency)
        .onTermination()
        .invoke(
            () -> {
              searching.remove(query.source(), mine);
              mine.complete(null);
            });
  }

  /** Requests a reference in the background if it is due and not in flight. */
  void refresh(ReferenceQuery query) {
    boolean begins =
        memory
                .due(query)
                .filter(due -> client.hasRoomInBackground(query, due.address()))
                .isPresent()
            && (isEndPointKnown(query) || !searching.containsKey(query.source()))
            && inFlight.add(query.key());
    if (begins) {
      resolve(query, Urgency.BACKGROUND)
          .onTermination()
          .invoke(() -> inFlight.remove(query.key()))
          .subscribe()
          .with(answer -> {}, failure -> LOG.error("A reference could not be asked for", failure));
    }
  }

  private Uni<EndPointAnswer> walk(ReferenceQuery query, Urgency urgency) {
    List<URI> addresses = memory.addresses(query);
    return addresses.isEmpty()
        ? Uni.createFrom().item(EndPointAnswer.NONE_YET)
        : new Walk(query, urgency, addresses).step(0);
  }

  /** One query, from address to address. */
  private final class Walk {

    private final ReferenceQuery query;
    private final Urgency urgency;
    private final List<URI> addresses;
    private final Set<HostKey> silent = new HashSet<>();
    private @Nullable URI shown;
    private @Nullable EndPointAnswer page;

    Walk(ReferenceQuery query, Urgency urgency, List<URI> addresses) {
      this.query = query;
      this.urgency = urgency;
      this.addresses = addresses;
    }

    Uni<EndPointAnswer> step(int at) {
      return client
          .ask(query, addresses.get(at), urgency)
          .chain(answer -> goOn(at, addresses.get(at), answer));
    }

    private Uni<EndPointAnswer> goOn(int at, URI address, EndPointAnswer answer) {
      if (isLast(address, answer)) {
        return done(address, answer);
      }
      if (answer instanceof EndPointAnswer.Resolved && page == null) {
        page = answer;
        shown = address;
      } else if (answer instanceof EndPointAnswer.Failed) {
        silent.add(HostKey.of(address.toString()));
      }
      int next = at + 1;
      while (next < addresses.size()
          && silent.contains(HostKey.of(addresses.get(next).toString()))) {
        next++;
      }
      if (next < addresses.size()) {
        return step(next);
      }
      return page == null || shown == null ? Uni.createFrom().item(answer) : done(shown, page);
    }

    // A page of the source's own end point counts as its answer.
    private boolean isLast(URI address, EndPointAnswer answer) {
      return answer.isCertain()
          || (answer instanceof EndPointAnswer.Resolved
              && memory
                  .endPoint(query.source())
                  .filter(EndPoint.of(address).base()::equals)
                  .isPresent());
    }

    private Uni<EndPointAnswer> done(URI address, EndPointAnswer answer) {
      if (!(answer instanceof EndPointAnswer.Deferred)
          && !(answer instanceof EndPointAnswer.Failed)) {
        memory.answered(query.source(), address, answer.isCertain());
      }
      return Uni.createFrom().item(answer);
    }
  }
}
