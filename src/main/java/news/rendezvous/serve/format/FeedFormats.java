package news.rendezvous.serve.format;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import news.rendezvous.serve.http.Accept;
import news.rendezvous.serve.http.ServeConfig;

/** The syndication formats of this service, the default first. */
@ApplicationScoped
public class FeedFormats {

  private final List<FeedFormat> all;
  private final List<String> accepts;

  @Inject
  FeedFormats(ServeConfig config) {
    all =
        List.of(
            new RssFormat(config.fragments(), config.ttl()),
            new AtomFormat(config.fragments()),
            new JsonFeedFormat());
    accepts = all.stream().flatMap(format -> format.accepts().stream()).toList();
  }

  public List<FeedFormat> all() {
    return all;
  }

  /** The media types that select one of them in {@code Accept}. */
  public List<String> accepts() {
    return accepts;
  }

  public Optional<FeedFormat> byExtension(String extension) {
    return all.stream().filter(format -> format.extension().equals(extension)).findFirst();
  }

  /**
   * Content negotiation. A client that accepts no format gets RSS: RFC 9110 section 12.4.1 lets a
   * server disregard the header, which serves a reader better than 406.
   */
  public FeedFormat preferred(Accept accept) {
    return accept.preferred(all, FeedFormat::accepts).orElse(all.get(0));
  }
}
