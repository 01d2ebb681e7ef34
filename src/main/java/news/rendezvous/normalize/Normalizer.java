package news.rendezvous.normalize;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import news.rendezvous.parse.Parsed;

/** Makes the entries of a document fit to be shown: clean, absolute, dated, fingerprinted. */
@ApplicationScoped
public class Normalizer {

  private final NormalizeConfig config;

  @Inject
  Normalizer(NormalizeConfig config) {
    this.config = config;
  }

  /** For the entries of one document, which are told apart by looking at all of them. */
  public DocumentNormalizer forDocument(Carriage carriage, Parsed.Feed feed) {
    return new DocumentNormalizer(config, carriage, feed);
  }
}
