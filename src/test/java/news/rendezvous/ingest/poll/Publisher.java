package news.rendezvous.ingest.poll;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An HTTP server with configured answers. It has all addresses of 127.0.0.0/8, as many hosts. */
final class Publisher implements AutoCloseable {

  private record Answer(int status, String body, String... headers) {}

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<String, CompletableFuture<Answer>> answers = new ConcurrentHashMap<>();
  private final Map<String, List<Headers>> requests = new ConcurrentHashMap<>();

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
    try {
      write(exchange, answers.computeIfAbsent(path, same -> new CompletableFuture<>()).get());
    } catch (InterruptedException | ExecutionException e) {
      Thread.currentThread().interrupt(); // the publisher was closed
    }
    exchange.close();
  }

  private static void write(HttpExchange exchange, Answer answer) throws IOException {
    for (int n = 0; n < answer.headers().length; n += 2) {
      exchange.getResponseHeaders().add(answer.headers()[n], answer.headers()[n + 1]);
    }
    byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  /** Sets the answer of a path. Without one, requests hang until it is set. */
  void respondWith(String path, int status, String body, String... headers) {
    Answer answer = new Answer(status, body, headers);
    CompletableFuture<Answer> hanging =
        answers.put(path, CompletableFuture.completedFuture(answer));
    if (hanging != null) {
      hanging.complete(answer);
    }
  }

  /** The URL of a path at one of its hosts, such as {@code 127.0.0.1}. */
  String url(String host, String path) {
    return "http://%s:%d%s".formatted(host, server.getAddress().getPort(), path);
  }

  /** Number of all requests so far. */
  int requests() {
    return requests.values().stream().mapToInt(List::size).sum();
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
    server.stop(0);
    threads.shutdownNow();
  }
}
