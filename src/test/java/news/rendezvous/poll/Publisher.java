package news.rendezvous.poll;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * An HTTP server that answers what a test wants. Every address of 127.0.0.0/8 reaches it, so that
 * it can be many hosts.
 */
final class Publisher implements AutoCloseable {

  /** What it says at a path. */
  record Answer(int status, String body, String... headers) {}

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<String, Answer> answers = new ConcurrentHashMap<>();
  private final Map<String, List<Headers>> requests = new ConcurrentHashMap<>();
  private final CountDownLatch closed = new CountDownLatch(1);

  Publisher() {
    try {
      server = HttpServer.create(new InetSocketAddress("0.0.0.0", 0), 200);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    requests(path).add(exchange.getRequestHeaders());
    Answer answer = answers.get(path);
    if (answer == null) {
      hang();
    } else {
      write(exchange, answer);
    }
    exchange.close();
  }

  private void hang() {
    try {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void write(HttpExchange exchange, Answer answer) throws IOException {
    for (int n = 0; n < answer.headers().length; n += 2) {
      exchange.getResponseHeaders().add(answer.headers()[n], answer.headers()[n + 1]);
    }
    byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  /** Says this at a path from now on. Where nothing was ever said it hangs. */
  void says(String path, int status, String body, String... headers) {
    answers.put(path, new Answer(status, body, headers));
  }

  /** A path as an address of one of its hosts, {@code 127.0.0.1} and so on. */
  String url(String host, String path) {
    return "http://%s:%d%s".formatted(host, server.getAddress().getPort(), path);
  }

  /** Headers of the requests for a path. */
  List<Headers> requests(String path) {
    return requests.computeIfAbsent(path, x -> new CopyOnWriteArrayList<>());
  }

  Headers lastRequest(String path) {
    List<Headers> all = requests(path);
    return all.get(all.size() - 1);
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
