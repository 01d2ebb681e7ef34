package news.rendezvous.ingest.resolve;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.core.MultiMap;
import java.time.Duration;
import java.time.InstantSource;
import news.rendezvous.ingest.fetch.http.Exchange;
import news.rendezvous.ingest.fetch.http.ResponseHead;
import news.rendezvous.ingest.fetch.politeness.RequestClock;
import news.rendezvous.ingest.resolve.cache.AnswerCache;
import news.rendezvous.kafka.trace.PipelineTracing;

/** Resolvers for tests of their clients. */
public final class Resolvers {

  private Resolvers() {}

  /** A resolver whose end points all redirect to an address. */
  public static Resolver leadingTo(String location, InstantSource clock) {
    MultiMap headers = MultiMap.caseInsensitiveMultiMap().add("Location", location);
    Exchange redirect = new Exchange.Response(new ResponseHead(302, headers), new byte[0], 0);
    ResolveSettings settings = new ResolveSettings(Duration.ofSeconds(10));
    Resolver resolver =
        new Resolver(
            hop -> Uni.createFrom().item(redirect),
            RequestClock.running(3, "0s"),
            Duration.ofDays(7),
            url -> true,
            settings,
            new AnswerCache(settings, clock, (link, kept) -> {}),
            new SimpleMeterRegistry(),
            clock,
            PipelineTracing.OFF);
    resolver.ready();
    return resolver;
  }
}
