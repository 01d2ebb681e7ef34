package news.rendezvous.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import news.rendezvous.item.Json;

/**
 * WebSub subscribers on many addresses of 127.0.0.0/8. They confirm every intent, and keep which
 * items they got, and when first; the last ones never answer a delivery.
 */
final class Callbacks implements AutoCloseable {

  private static final int ADDRESSES = 20;
  private static final Pattern CHALLENGE = Pattern.compile("hub\\.challenge=([^&]+)");
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final List<HttpServer> servers = new ArrayList<>();
  private final ExecutorService answering = Executors.newFixedThreadPool(16);
  private final List<Map<String, Long>> got = new ArrayList<>();
  private final int hanging;
  private final Set<HttpExchange> unanswered = ConcurrentHashMap.newKeySet();
  private final AtomicInteger verified = new AtomicInteger();
  private final AtomicInteger deliveries = new AtomicInteger();
  private final AtomicInteger repeated = new AtomicInteger();

  /**
   * Subscribers that have not subscribed yet.
   *
   * @param hanging number of those that never answer a delivery
   */
  Callbacks(int count, int hanging) throws IOException {
    this.hanging = hanging;
    for (int n = 0; n < count; n++) {
      got.add(new ConcurrentHashMap<>());
    }
    for (int n = 0; n < ADDRESSES; n++) {
      HttpServer server = HttpServer.create(new InetSocketAddress("127.0.1." + (n + 1), 0), 1_000);
      server.createContext("/", this::answer);
      server.setExecutor(answering);
      server.start();
      servers.add(server);
    }
  }

  private String url(int n) {
    InetSocketAddress at = servers.get(n % ADDRESSES).getAddress();
    return "http://%s:%d/%d".formatted(at.getHostString(), at.getPort(), n);
  }

  /** Subscribes all at a hub; the number that were accepted. */
  int subscribe(String hub, String topic) throws IOException, InterruptedException {
    int accepted = 0;
    for (int n = 0; n < got.size(); n++) {
      String form =
          "hub.mode=subscribe&hub.lease_seconds=86400&hub.secret=harbour&hub.topic=%s&hub.callback=%s"
              .formatted(encoded(topic), encoded(url(n)));
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(hub))
              .header("Content-Type", "application/x-www-form-urlencoded")
              .POST(HttpRequest.BodyPublishers.ofString(form))
              .build();
      accepted +=
          HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 202 ? 1 : 0;
    }
    return accepted;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  int verified() {
    return verified.get();
  }

  int deliveries() {
    return deliveries.get();
  }

  /** Items that a subscriber had got before when they came. */
  int repeated() {
    return repeated.get();
  }

  /** The items that each subscriber got that answers, with the nano time of the first time. */
  List<Map<String, Long>> got() {
    return got.subList(0, got.size() - hanging);
  }

  private void answer(HttpExchange exchange) throws IOException {
    int n = Integer.parseInt(exchange.getRequestURI().getPath().substring(1));
    if (exchange.getRequestMethod().equals("GET")) {
      Matcher challenge = CHALLENGE.matcher(exchange.getRequestURI().getRawQuery());
      byte[] body =
          challenge.find()
              ? URLDecoder.decode(challenge.group(1), StandardCharsets.UTF_8).getBytes()
              : new byte[0];
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
      exchange.close();
      verified.incrementAndGet();
      return;
    }
    byte[] body = exchange.getRequestBody().readAllBytes();
    if (n >= got.size() - hanging) {
      unanswered.add(exchange);
      return;
    }
    take(n, Json.mapper().readTree(body));
    exchange.sendResponseHeaders(204, -1);
    exchange.close();
  }

  private void take(int n, JsonNode feed) {
    long now = System.nanoTime();
    deliveries.incrementAndGet();
    for (JsonNode item : feed.path("items")) {
      if (got.get(n).putIfAbsent(item.path("id").asText(), now) != null) {
        repeated.incrementAndGet();
      }
    }
  }

  @Override
  public void close() {
    unanswered.forEach(HttpExchange::close);
    servers.forEach(server -> server.stop(0));
    answering.shutdownNow();
  }
}
