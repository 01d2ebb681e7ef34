package news.rendezvous.web;

/** Orders of the routes that every request meets, before all others. */
final class Turn {

  static final int DATE = -30_000;
  static final int ORIGIN = -25_000;
  static final int REQUEST = -20_000;

  private Turn() {}
}
