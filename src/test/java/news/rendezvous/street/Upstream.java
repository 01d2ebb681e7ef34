package news.rendezvous.street;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** HTTP server in place of the sources: paths with fixed responses, which can be replaced. */
public final class Upstream implements AutoCloseable {

  /** Response of a path; with an ETag, a matching conditional request is answered by 304. */
  public record Page(int status, String type, String body, Map<String, String> headers) {}

  private final Map<String, Page> pages = new ConcurrentHashMap<>();
  private final Map<String, Headers> headers = new ConcurrentHashMap<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer server;

  public Upstream() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::answer);
    server.setExecutor(threads);
    server.start();
  }

  public String url(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  public void serve(String path, String type, String body) {
    pages.put(path, new Page(200, type, body, Map.of()));
  }

  public void serve(String path, Page page) {
    pages.put(path, page);
  }

  /** Requests for a path, as method, target and If-None-Match. */
  List<String> requests(String path) {
    return requests.stream().filter(request -> request.startsWith("GET " + path + " ")).toList();
  }

  /** Headers of the last request for a path. */
  Headers headers(String path) {
    return headers.get(path);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String target = exchange.getRequestURI().toString();
    String known = exchange.getRequestHeaders().getFirst("If-None-Match");
    headers.put(target, exchange.getRequestHeaders());
    requests.add("%s %s %s".formatted(exchange.getRequestMethod(), target, known));
    Page page = pages.getOrDefault(target, new Page(404, "text/plain", "nothing here", Map.of()));
    page.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
    boolean same = known != null && known.equals(page.headers().get("ETag"));
    byte[] body = page.body().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", page.type());
    exchange.sendResponseHeaders(
        same ? 304 : page.status(), same || body.length == 0 ? -1 : body.length);
    if (!same && body.length > 0) {
      exchange.getResponseBody().write(body);
    }
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
