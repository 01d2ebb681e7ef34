package news.rendezvous.parse;

/** Namespaces of feeds and of the extensions that are read. */
final class Names {

  static final String ATOM = "http://www.w3.org/2005/Atom";
  static final String ATOM_03 = "http://purl.org/atom/ns#";
  static final String RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
  static final String CONTENT = "http://purl.org/rss/1.0/modules/content/";
  static final String DC = "http://purl.org/dc/elements/1.1/";
  static final String DCTERMS = "http://purl.org/dc/terms/";
  static final String MEDIA = "http://search.yahoo.com/mrss/";
  static final String ITUNES = "http://www.itunes.com/dtds/podcast-1.0.dtd";
  static final String SY = "http://purl.org/rss/1.0/modules/syndication/";
  static final String FEEDBURNER = "http://rssnamespace.org/feedburner/ext/1.0";
  static final String XHTML = "http://www.w3.org/1999/xhtml";

  private Names() {}
}
