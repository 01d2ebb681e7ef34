package news.rendezvous.street;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import news.rendezvous.serve.query.Parameters;

/** Callbacks of subscribers and webhooks, on an address of 127.0.0.0/8 of their own. */
final class CallbackServer implements AutoCloseable {

  /** Answer to a request, with an empty body but for the challenge of a verification. */
  record Answer(int status, String body, Map<String, String> headers) {

    static Answer of(int status) {
      return new Answer(status, "", Map.of());
    }

    static Answer echoing(Received request) {
      return new Answer(200, request.parameter("hub.challenge").orElse(""), Map.of());
    }
  }

  /** A request that came. */
  record Received(Instant at, String method, URI uri, Headers headers, byte[] body) {

    Optional<String> parameter(String name) {
      return Parameters.of(uri.getRawQuery()).single(name);
    }

    String text() {
      return new String(body, StandardCharsets.UTF_8);
    }

    String header(String name) {
      return headers.getFirst(name);
    }
  }

  private final List<Received> received = new CopyOnWriteArrayList<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer server;
  private volatile Function<Received, Answer> questions = Answer::echoing;
  private volatile Function<Received, Answer> news = request -> Answer.of(204);

  CallbackServer(String address) {
    try {
      server = HttpServer.create(new InetSocketAddress(address, 0), 200);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::answer);
    server.setExecutor(threads);
    server.start();
  }

  String url(String path) {
    InetSocketAddress at = server.getAddress();
    return "http://%s:%d%s".formatted(at.getHostString(), at.getPort(), path);
  }

  /** Answers verifications of intent so from now on; at first they are confirmed. */
  void answerQuestions(Function<Received, Answer> answers) {
    questions = answers;
  }

  /** Answers deliveries so from now on; at first they are taken. */
  void answerNews(Function<Received, Answer> answers) {
    news = answers;
  }

  /** Requests to a path, the first one first. */
  List<Received> requests(String method, String path) {
    return received.stream()
        .filter(request -> request.method().equals(method))
        .filter(request -> request.uri().getPath().equals(path))
        .toList();
  }

  List<Received> questions(String path) {
    return requests("GET", path);
  }

  List<Received> news(String path) {
    return requests("POST", path);
  }

  private void answer(HttpExchange exchange) throws IOException {
    Received request =
        new Received(
            Instant.now(),
            exchange.getRequestMethod(),
            exchange.getRequestURI(),
            exchange.getRequestHeaders(),
            exchange.getRequestBody().readAllBytes());
    received.add(request);
    Answer answer = (request.method().equals("GET") ? questions : news).apply(request);
    answer.headers().forEach(exchange.getResponseHeaders()::set);
    byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
