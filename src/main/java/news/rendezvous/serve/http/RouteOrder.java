package news.rendezvous.serve.http;

/** Orders of the routes that run before those of Quarkus, the first one first. */
public enum RouteOrder {
  BACKPRESSURE,
  MANAGEMENT_PORT,
  RESPONSE_CACHE,
  SECURITY_HEADERS,
  HEADERS,
  REQUEST_CHECK;

  private static final int FIRST = -20_000;

  @SuppressWarnings("EnumOrdinal") // the order of the constants is the order of the routes
  public int order() {
    return FIRST + ordinal();
  }
}
