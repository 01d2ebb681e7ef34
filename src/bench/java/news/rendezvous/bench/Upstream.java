package news.rendezvous.bench;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Many feeds on one port of 127.0.0.1, none of which ever changes, in a process of its own. It
 * counts what it answers and how long each feed was not asked for.
 */
final class Upstream {

  private static final int ENTRIES = 25;

  private final Map<String, Long> asked = new HashMap<>();
  private long[] gaps = new long[1 << 20];
  private int polls;
  private int connections;

  private Upstream() {}

  /**
   * Runs until standard input ends, which it does when the benchmark does.
   *
   * @param args port
   */
  public static void main(String[] args) throws IOException {
    Upstream upstream = new Upstream();
    Vertx vertx = Vertx.vertx();
    vertx
        .createHttpServer(new HttpServerOptions().setTcpNoDelay(true))
        .connectionHandler(x -> upstream.connections++)
        .requestHandler(upstream::answer)
        .listen(Integer.parseInt(args[0]), "127.0.0.1")
        .onSuccess(server -> System.out.println("ready " + server.actualPort()));
    while (System.in.read() >= 0) {
      // Nothing is said to it; only the end counts.
    }
    System.exit(0);
  }

  // One event loop: nothing here needs a lock.
  private void answer(HttpServerRequest request) {
    if (request.path().equals("/figures")) {
      request.response().end(figures());
      return;
    }
    note(request.path());
    String etag = "\"" + request.path().hashCode() + "\"";
    request.response().putHeader("ETag", etag);
    if (etag.equals(request.getHeader("If-None-Match"))) {
      request.response().setStatusCode(304).end();
    } else {
      request.response().putHeader("Content-Type", "application/rss+xml").end(feed(request.path()));
    }
  }

  private void note(String feed) {
    long now = System.nanoTime();
    Long before = asked.put(feed, now);
    if (before != null && polls < gaps.length) {
      gaps[polls++] = (now - before) / 1_000_000;
    }
  }

  /** Polls answered since the last time; median, 99th percentile and greatest gap; connections. */
  private String figures() {
    long[] sorted = Arrays.copyOf(gaps, polls);
    Arrays.sort(sorted);
    String figures =
        polls == 0
            ? "0 0 0 0 " + connections
            : "%d %d %d %d %d"
                .formatted(
                    polls,
                    sorted[polls / 2],
                    sorted[(int) (polls * 0.99)],
                    sorted[polls - 1],
                    connections);
    polls = 0;
    connections = 0;
    return figures;
  }

  private static String feed(String path) {
    StringBuilder feed = new StringBuilder("<rss version=\"2.0\"><channel><title>Harbour ");
    feed.append(path).append("</title><link>https://harbour.example").append(path);
    feed.append("</link><description>Tides and boats</description><language>en</language>");
    for (int n = 0; n < ENTRIES; n++) {
      feed.append(
          "<item><title>Boat %d of %s</title><guid isPermaLink=\"false\">%s-%d</guid><description>The boat %d left %s with the tide.</description></item>"
              .formatted(n, path, path, n, n, path));
    }
    return feed.append("</channel></rss>").toString();
  }
}
