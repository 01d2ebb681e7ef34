package news.rendezvous.resolve;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import news.rendezvous.fetch.HostKey;
import news.rendezvous.resolve.ReferenceClient.Urgency;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Asks the addresses of a reference one after the other, until one answers as an end point of
 * references does (see {@link Answer#isCertain}). That end point is remembered for the source, and
 * asked first from then on. While a source has none yet, one reference at a time searches for it:
 * what thirty stories in thirty directories refer to is one request then.
 */
final class EndPointSearch {

  private static final Logger LOG = Logger.getLogger(EndPointSearch.class);

  private final ReferenceClient client;
  private final Memory memory;
  private final Map<String, CompletableFuture<@Nullable Void>> searching =
      new ConcurrentHashMap<>();
  private final Set<Inquiry.Key> underWay = ConcurrentHashMap.newKeySet();

  EndPointSearch(ReferenceClient client, Memory memory) {
    this.client = client;
    this.memory = memory;
  }

  /** The first certain answer, else where a page was shown, else the last answer. */
  Uni<Answer> resolve(Inquiry query, Urgency urgency) {
    return Uni.createFrom()
        .deferred(
            () -> knowsWhereToAsk(query) ? walk(query, urgency) : search(query, urgency));
  }

  private boolean knowsWhereToAsk(Inquiry query) {
    return query.addresses().size() < 2 || memory.endPoint(query.source()).isPresent();
  }

  private Uni<Answer> search(Inquiry query, Urgency urgency) {
    CompletableFuture<@Nullable Void> mine = new CompletableFuture<>();
    CompletableFuture<@Nullable Void> other = searching.putIfAbsent(query.source(), mine);
    if (other != null) {
      return Uni.createFrom()
          .completionStage(other.copy()) // which a waiter that leaves may cancel
          .emitOn(Infrastructure.getDefaultWorkerPool()) // not one on the other's stack
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

  /** Begins to ask for a reference that is due, in the background, unless that is under way. */
  void refresh(Inquiry query) {
    boolean begins =
        memory
                .due(query)
                .filter(due -> client.hasRoomInBackground(query, due.address()))
                .isPresent()
            && (knowsWhereToAsk(query) || !searching.containsKey(query.source()))
            && underWay.add(query.key());
    if (begins) {
      resolve(query, Urgency.BACKGROUND)
          .onTermination()
          .invoke(() -> underWay.remove(query.key()))
          .subscribe()
          .with(answer -> {}, failure -> LOG.error("A reference could not be asked for", failure));
    }
  }

  private Uni<Answer> walk(Inquiry query, Urgency urgency) {
    List<URI> addresses = memory.addresses(query);
    return addresses.isEmpty()
        ? Uni.createFrom().item(Answer.NONE_YET)
        : new Walk(query, urgency, addresses).step(0);
  }

  /** One query on its way from address to address. */
  private final class Walk {

    private final Inquiry query;
    private final Urgency urgency;
    private final List<URI> addresses;
    private final Set<HostKey> silent = new HashSet<>();
    private @Nullable URI shown;
    private @Nullable Answer page;

    Walk(Inquiry query, Urgency urgency, List<URI> addresses) {
      this.query = query;
      this.urgency = urgency;
      this.addresses = addresses;
    }

    Uni<Answer> step(int at) {
      return client
          .ask(query, addresses.get(at), urgency)
          .chain(answer -> goOn(at, addresses.get(at), answer));
    }

    private Uni<Answer> goOn(int at, URI address, Answer answer) {
      if (isLast(address, answer)) {
        return done(address, answer);
      }
      if (answer instanceof Answer.Resolved && page == null) {
        page = answer;
        shown = address;
      } else if (answer instanceof Answer.Failed) {
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

    // A page of the end point that has answered for the source is one of its answers.
    private boolean isLast(URI address, Answer answer) {
      return answer.isCertain()
          || (answer instanceof Answer.Resolved
              && memory
                  .endPoint(query.source())
                  .filter(EndPoint.of(address).base()::equals)
                  .isPresent());
    }

    private Uni<Answer> done(URI address, Answer answer) {
      if (!(answer instanceof Answer.Deferred) && !(answer instanceof Answer.Failed)) {
        memory.answered(query.source(), address, answer.isCertain());
      }
      return Uni.createFrom().item(answer);
    }
  }
}
