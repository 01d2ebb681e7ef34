package news.rendezvous.serve.query;

import news.rendezvous.view.FilterConfig;

/** The default bounds of filters. */
public record FilterBounds(int maxValues, int maxQuery, int maxTerms, int maxPattern, int maxLength)
    implements FilterConfig {

  public static final FilterBounds USUAL = new FilterBounds(20, 256, 20, 500, 8192);
}
