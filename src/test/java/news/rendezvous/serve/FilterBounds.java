package news.rendezvous.serve;

/** The default bounds of filters. */
record FilterBounds(int maxValues, int maxQuery, int maxTerms, int maxLength)
    implements FilterConfig {

  static final FilterBounds USUAL = new FilterBounds(20, 256, 20, 8192);
}
