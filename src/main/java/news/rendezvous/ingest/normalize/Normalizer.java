package news.rendezvous.ingest.normalize;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import news.rendezvous.ingest.parse.entry.ParsedDocument;

/** Makes records of parsed entries: clean, absolute, dated, identified, fingerprinted. */
@ApplicationScoped
public class Normalizer {

  private final NormalizeConfig config;

  @Inject
  Normalizer(NormalizeConfig config) {
    this.config = config;
  }

  /** The normaliser of one document: its entries are identified by comparison with each other. */
  public DocumentNormalizer forDocument(DocumentOrigin origin, ParsedDocument.Feed feed) {
    return new DocumentNormalizer(config, origin, feed);
  }
}
