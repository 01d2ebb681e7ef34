package news.rendezvous.serve.http.backpressure;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import jakarta.ws.rs.ServiceUnavailableException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real connections whose clients read, read slowly, leave, or do not read. */
class ResponseWriterTest {

  private static final int BODY = 4 << 20;

  private static final long MEMORY = 12 << 20;

  private static final Duration TIMEOUT = Duration.ofMillis(1_000);

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final Vertx vertx = Vertx.vertx();
  private final TestHttpConfig config = new TestHttpConfig(TIMEOUT, MEMORY, 60);
  private final ResponseMemory memory = new ResponseMemory(config, meters);
  private final ResponseWriter writer =
      new ResponseWriter(memory, new WriteTimeout(config, vertx, memory, meters));
  private final Map<String, Buffer> bodies =
      Map.of("/shared", body(BODY), "/short", body(1_000), "/empty", Buffer.buffer());
  private final List<AutoCloseable> clients = new ArrayList<>();
  private HttpServer server;

  @BeforeEach
  void start() {
    server =
        vertx
            .createHttpServer(
                new HttpServerOptions()
                    .setSendBufferSize(config.sendBuffer())
                    .setHttp2ClearTextEnabled(true))
            .requestHandler(this::serve)
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .join();
  }

  private void serve(HttpServerRequest request) {
    try {
      writer.end(request, bodies.getOrDefault(request.path(), body(BODY)));
    } catch (ServiceUnavailableException e) {
      request.response().setStatusCode(503).end();
    }
  }

  private static Buffer body(int length) {
    byte[] bytes = new byte[length];
    for (int n = 0; n < length; n++) {
      bytes[n] = (byte) (n * 31 >> 4);
    }
    return Buffer.buffer(bytes);
  }

  @AfterEach
  void stop() throws Exception {
    for (AutoCloseable client : clients) {
      client.close();
    }
    await("release of all bytes").until(() -> reserved() == 0);
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/shared", "/own", "/short", "/empty"})
  void writesTheBodyToTheLastByte(String path) throws IOException {
    Buffer expected = bodies.getOrDefault(path, body(BODY));
    Socket client = request(path);

    String head = head(client);

    assertThat(head).startsWith("HTTP/1.1 200 ");
    assertThat(head).contains("content-length: " + expected.length());
    assertThat(client.getInputStream().readNBytes(expected.length()))
        .isEqualTo(expected.getBytes());
    await().until(() -> reserved() == 0);
  }

  @Test
  void countsABodyOfSeveralResponsesOnce() throws IOException {
    for (int n = 0; n < 20; n++) {
      head(request("/shared"));
    }

    assertThat(reserved()).isEqualTo(BODY);
    assertThat(shed()).isZero();
  }

  @Test
  void refusesABodyForWhichThereIsNoMemory() throws IOException {
    head(request("/own"));
    head(request("/own"));

    assertThat(head(request("/own"))).startsWith("HTTP/1.1 503 ");
    assertThat(head(request("/short"))).startsWith("HTTP/1.1 200 ");
    assertThat(shed()).isEqualTo(1);
  }

  @Test
  void closesConnectionsWhoseClientsDoNotRead() throws IOException {
    List<Socket> idle = new ArrayList<>();
    for (int n = 0; n < 2; n++) {
      idle.add(request("/own"));
      head(idle.get(n));
    }

    await().until(() -> reserved() == 0);

    assertThat(undrained()).isEqualTo(2);
    assertThat(head(request("/own"))).startsWith("HTTP/1.1 200 ");
    for (Socket client : idle) {
      assertThat(rest(client)).isLessThan(BODY);
    }
  }

  // Several times the timeout in all, and never as long without a byte.
  @Test
  void doesNotCutASlowClientThatReads() throws Exception {
    Socket client = request("/own");
    head(client);
    InputStream in = client.getInputStream();
    long begin = System.nanoTime();
    int pieces = 64;
    for (int n = 0; n < pieces; n++) {
      long due = begin + n * TIMEOUT.toNanos() * 3 / pieces;
      await().pollInterval(Duration.ofMillis(5)).until(() -> System.nanoTime() >= due);
      assertThat(in.readNBytes(BODY / pieces)).hasSize(BODY / pieces);
    }

    assertThat(undrained()).isZero();
  }

  @Test
  void releasesTheBytesOfClientsThatLeave() throws IOException {
    for (int n = 0; n < 20; n++) {
      try (Socket client = request(n % 2 == 0 ? "/own" : "/shared")) {
        if (n % 4 == 0) {
          client.setSoLinger(true, 0); // leaves by a reset
        }
        if (n % 3 == 0) {
          head(client);
        }
      }
    }

    await().until(() -> reserved() == 0);
  }

  // RFC 9113 section 5.2: a stream that is not read, on a connection that is.
  @Test
  void resetsAStreamOfHttp2WhoseClientDoesNotRead() {
    HttpClient client = http2();
    List<Throwable> ended = new ArrayList<>();
    get(client, "/own", ended);

    await().until(() -> undrained() == 1 && reserved() == 0);

    await().until(() -> !ended.isEmpty());
  }

  @Test
  void releasesTheBytesOfAStreamOfHttp2ThatIsReset() {
    HttpClient client = http2();
    HttpClientRequest request = get(client, "/own", new ArrayList<>());
    await().until(() -> reserved() == BODY);

    request.reset();

    await().until(() -> reserved() == 0);
    assertThat(undrained()).isZero();
  }

  private HttpClientRequest get(HttpClient client, String path, List<Throwable> ended) {
    return client
        .request(HttpMethod.GET, server.actualPort(), "127.0.0.1", path)
        .onSuccess(
            request ->
                request
                    .response()
                    .onSuccess(response -> response.exceptionHandler(ended::add).pause()))
        .compose(request -> request.end().map(request))
        .toCompletionStage()
        .toCompletableFuture()
        .join();
  }

  private HttpClient http2() {
    HttpClient client =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setProtocolVersion(HttpVersion.HTTP_2)
                .setHttp2ClearTextUpgrade(false));
    clients.add(() -> client.close().toCompletionStage().toCompletableFuture().join());
    return client;
  }

  private Socket request(String path) throws IOException {
    Socket client = new Socket();
    clients.add(client);
    client.setReceiveBufferSize(4096);
    client.setSoTimeout(20_000);
    client.connect(new InetSocketAddress("127.0.0.1", server.actualPort()));
    client
        .getOutputStream()
        .write(("GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n").getBytes(US_ASCII));
    return client;
  }

  private static String head(Socket client) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = client.getInputStream().read();
      assertThat(next).as("after %s", head).isNotNegative();
      head.append((char) next);
    }
    return head.toString();
  }

  /** Bytes until the end of the connection, or its reset. */
  private static int rest(Socket client) {
    int read = 0;
    try {
      byte[] buffer = new byte[8192];
      for (int n = 0; n >= 0; n = client.getInputStream().read(buffer)) {
        read += n;
      }
    } catch (IOException reset) {
      assertThat(reset).hasMessageContaining("reset");
    }
    return read;
  }

  private long reserved() {
    return (long) meters.get("rendezvous.http.response.bytes").gauge().value();
  }

  private double shed() {
    return meters.get("rendezvous.http.shed").counter().count();
  }

  private double undrained() {
    return meters.get("rendezvous.http.closed").tag("reason", "undrained").counter().count();
  }
}
