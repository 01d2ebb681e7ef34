package news.rendezvous.serve;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;

/** The formats in which feeds are served, the usual one first. */
@ApplicationScoped
class Formats {

  private final List<FeedFormat> all;

  @Inject
  Formats(ServeConfig config) {
    all =
        List.of(
            new RssFormat(config.fragments(), config.ttl()),
            new AtomFormat(config.fragments()),
            new JsonFeedFormat());
  }

  List<FeedFormat> all() {
    return all;
  }

  /** The format whose documents have this extension. */
  Optional<FeedFormat> byExtension(String extension) {
    return all.stream().filter(format -> format.extension().equals(extension)).findFirst();
  }

  /**
   * The format that a client prefers. One that accepts none of them gets RSS as well: RFC 9110
   * section 12.4.1 lets a server disregard the header, and a reader is served better that way.
   */
  FeedFormat preferred(Accept accept) {
    return accept.preferred(all, FeedFormat::accepts).orElse(all.get(0));
  }
}
