package news.rendezvous.serve.feed;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import news.rendezvous.serve.format.DocumentState;
import news.rendezvous.serve.format.FeedDocument;
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

  /** A member of {@code A-IM} that does not exclude it. */
  private static final Pattern FEED_WANTED =
      Pattern.compile("(?i)" + FEED + "(?!\\s*;\\s*q=0(\\.0*)?\\s*$)\\s*(;.*)?");

  private final Cache<Key, DocumentState> states;

  @Inject
  DeltaBases(ServeConfig config) {
    states =
        Caffeine.newBuilder()
            .maximumWeight(config.deltas().asLongValue())
            .weigher((Key key, DocumentState state) -> key.length() + state.size())
            .build();
  }

  /** A tag counts at its own URL alone: another feed may have some of the same items. */
  private record Key(String path, String digest) {

    static Key of(FeedDocument document, EntityTag tag) {
      return new Key(document.links().self().path(), tag.digest());
    }

    int length() {
      return path.length() + digest.length();
    }
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
            Key.of(rendition.document(), rendition.tag()),
            missing -> rendition.format().state(rendition.document()));
  }

  /**
   * The document to which a client accepts a delta; empty for none.
   *
   * @param current the document as it is now
   * @param manipulations values of {@code A-IM} (section 10.5.3); of their qualities only 0 counts
   */
  Optional<Base> find(
      FeedDocument current, List<String> manipulations, Preconditions preconditions) {
    return accepts(manipulations)
        ? preconditions.noneMatchTags().flatMap(tag -> find(current, tag)).findFirst()
        : Optional.empty();
  }

  private static boolean accepts(List<String> manipulations) {
    return manipulations.stream()
        .flatMap(line -> Stream.of(line.split(",")))
        .map(String::strip)
        .anyMatch(member -> FEED_WANTED.matcher(member).matches());
  }

  private Stream<Base> find(FeedDocument current, String header) {
    return EntityTag.parse(header).stream()
        .flatMap(
            tag ->
                Stream.ofNullable(states.getIfPresent(Key.of(current, tag)))
                    .map(state -> new Base(header, tag, state)));
  }
}
