package news.rendezvous.web;

import java.time.InstantSource;

/** Dates by another clock. */
public final class HttpDates {

  private HttpDates() {}

  public static HttpDate of(InstantSource clock) {
    return new HttpDate(clock);
  }
}
