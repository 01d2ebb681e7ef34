package news.rendezvous.fetch;

import java.net.InetSocketAddress;
import java.util.List;
import okhttp3.HttpUrl;

/** Whether and where a URL may be connected to. */
sealed interface Route {

  /**
   * It may.
   *
   * @param addresses checked, the preferred one first, at least one
   */
  record Open(HttpUrl url, List<InetSocketAddress> addresses) implements Route {

    public Open {
      addresses = List.copyOf(addresses);
    }
  }

  /** It may not, or cannot. */
  record Closed(Outcome outcome, String detail) implements Route {}
}
