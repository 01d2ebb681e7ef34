package news.rendezvous.serve.http;

/** Orders of the routes that run before those of Quarkus, the first one first. */
public enum RouteOrder {
  MANAGEMENT_PORT,
  RESPONSE_CACHE,
  DATE,
  SECURITY_HEADERS,
  CROSS_ORIGIN,
  REQUEST_CHECK;

  private static final int FIRST = -20_000;

  /** The order for Vert.x. */
  @SuppressWarnings("EnumOrdinal") // the order of the constants is the order of the routes
  public int order() {
    return FIRST + ordinal();
  }
}
