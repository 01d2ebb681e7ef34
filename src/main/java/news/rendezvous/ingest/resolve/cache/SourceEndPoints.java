package news.rendezvous.ingest.resolve.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import news.rendezvous.ingest.resolve.answer.EndPoint;
import news.rendezvous.ingest.resolve.answer.ReferenceQuery;

/** The end point that answered for each source last, which is tried first for its references. */
final class SourceEndPoints {

  private final Cache<String, LastAnswer> bySource;

  private record LastAnswer(EndPoint endPoint, Instant at, boolean certain) {

    // A certain answer has precedence, and of those the latest.
    LastAnswer or(LastAnswer other) {
      boolean better = other.certain == certain ? other.at.isAfter(at) : other.certain;
      return better ? other : this;
    }
  }

  SourceEndPoints(AnswerCacheConfig config) {
    this.bySource =
        Caffeine.newBuilder()
            .maximumSize(config.maxRemembered())
            .expireAfterAccess(config.rememberResolved())
            .build();
  }

  Optional<EndPoint> of(String source) {
    return Optional.ofNullable(bySource.getIfPresent(source)).map(LastAnswer::endPoint);
  }

  /** Addresses to try, in this order: for a relative reference the source's end point first. */
  List<URI> addresses(ReferenceQuery query) {
    return query.relative() && !query.addresses().isEmpty()
        ? Stream.concat(
                of(query.source()).stream()
                    .map(known -> known.addressFor(query.addresses().get(0))),
                query.addresses().stream())
            .distinct()
            .toList()
        : query.addresses();
  }

  void answered(String source, URI address, boolean certain, Instant now) {
    bySource.put(source, new LastAnswer(EndPoint.of(address).base(), now, certain));
  }

  /** Adds an answer of the log, whose records are not in the order of the answers. */
  void learn(CachedAnswer answer) {
    LastAnswer last = new LastAnswer(answer.endPoint().base(), answer.asked(), answer.certain());
    answer.sources().forEach(source -> bySource.asMap().merge(source, last, LastAnswer::or));
  }
}
