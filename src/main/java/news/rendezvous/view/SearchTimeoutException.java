package news.rendezvous.view;

import java.time.Duration;

/** A search was given up, since it took longer than it may. */
public final class SearchTimeoutException extends RuntimeException {

  private static final long serialVersionUID = 1;

  SearchTimeoutException(Duration limit) {
    super("the search took longer than " + limit.toMillis() + " ms");
  }
}
