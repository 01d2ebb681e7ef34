package news.rendezvous.view.search;

/** Valid queries, for tests. */
public final class Queries {

  private Queries() {}

  /** The query of a text. */
  public static Query of(String text) {
    QueryParser.Result result = QueryParser.parse(text, 20, 500);
    if (result instanceof QueryParser.Refused refused) {
      throw new IllegalArgumentException(text + ": " + refused);
    }
    return ((QueryParser.Parsed) result).query();
  }
}
