package news.rendezvous.serve.feed;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import news.rendezvous.serve.format.DocumentState;
import news.rendezvous.serve.http.EntityTag;
import news.rendezvous.serve.http.Preconditions;
import news.rendezvous.serve.http.ServeConfig;

/**
 * Base instances of deltas (RFC 3229 section 3): the states of documents that this replica served
 * lately, by their entity tags. A tag that is not here is answered with the whole document.
 */
@ApplicationScoped
class DeltaBases {

  /** The instance manipulation of RFC 3229 for feeds, as clients and servers have agreed on it. */
  static final String FEED = "feed";

  private final Cache<String, DocumentState> states;

  @Inject
  DeltaBases(ServeConfig config) {
    states =
        Caffeine.newBuilder()
            .maximumWeight(config.deltas().asLongValue())
            .weigher((String digest, DocumentState state) -> digest.length() + state.size())
            .build();
  }

  /**
   * A document that a client has.
   *
   * @param header its entity tag as the client sent it
   */
  record Base(String header, EntityTag tag, DocumentState state) {}

  /** Adds a document, which is served now or was and is current still. */
  void add(FeedBodies.Rendition rendition) {
    states
        .asMap()
        .computeIfAbsent(
            rendition.tag().digest(), missing -> rendition.format().state(rendition.document()));
  }

  /**
   * The document to which a client accepts a delta; empty for none.
   *
   * @param manipulations values of {@code A-IM} (section 10.5.3), whose qualities are ignored
   */
  Optional<Base> find(List<String> manipulations, Preconditions preconditions) {
    return accepts(manipulations)
        ? preconditions.noneMatchTags().flatMap(this::find).findFirst()
        : Optional.empty();
  }

  private static boolean accepts(List<String> manipulations) {
    return manipulations.stream()
        .flatMap(line -> Stream.of(line.split(",")))
        .map(member -> member.split(";", 2)[0].strip())
        .anyMatch(FEED::equalsIgnoreCase);
  }

  private Stream<Base> find(String header) {
    return EntityTag.parse(header).stream()
        .flatMap(
            tag ->
                Stream.ofNullable(states.getIfPresent(tag.digest()))
                    .map(state -> new Base(header, tag, state)));
  }
}
