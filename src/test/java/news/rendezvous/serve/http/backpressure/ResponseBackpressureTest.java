package news.rendezvous.serve.http.backpressure;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import news.rendezvous.serve.http.HttpConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ResponseBackpressureTest {

  private static final int BODY = 1 << 20;
  private static final int REQUESTS = 50;

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final AtomicInteger served = new AtomicInteger();
  private final Vertx vertx = Vertx.vertx();
  private HttpServer server;

  @BeforeEach
  void start() {
    Router router = Router.router(vertx);
    HttpConfig config = new TestHttpConfig(Duration.ofMillis(500), 16 << 20, 10);
    ResponseMemory memory = new ResponseMemory(config, meters);
    WriteTimeout timeout = new WriteTimeout(config, vertx, memory, meters);
    ResponseWriter writer = new ResponseWriter(memory, timeout);
    new ResponseBackpressure(config, timeout, InstantSource.system(), meters).route(router);
    Buffer body = Buffer.buffer(new byte[BODY]);
    router
        .route()
        .handler(
            context -> {
              served.incrementAndGet();
              writer.end(context.request(), body);
            });
    server =
        vertx
            .createHttpServer()
            .requestHandler(router)
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .join();
  }

  @AfterEach
  void stop() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @Test
  void closesAConnectionThatRequestsMoreWithoutReading() throws IOException {
    try (Socket client = connect()) {
      pipeline(client, "/");

      await().until(() -> closed("undrained") == 1);

      assertThat(served).hasValueLessThan(REQUESTS / 2);
    }
  }

  @Test
  void answersAllPipelinedRequestsOfAClientThatReads() throws IOException {
    try (Socket client = connect()) {
      pipeline(client, "/");

      InputStream in = client.getInputStream();
      in.skipNBytes((long) REQUESTS * BODY);

      assertThat(served).hasValue(REQUESTS);
      assertThat(closed("undrained")).isZero();
    }
  }

  @Test
  void refusesAllButProbesWhileDirectMemoryIsShort() throws IOException {
    ByteBuffer taken = ByteBuffer.allocateDirect((int) (Runtime.getRuntime().maxMemory() / 8));
    try (Socket reader = connect();
        Socket probe = connect()) {
      request(reader, "/feed.rss");
      request(probe, "/q/health/live");

      assertThat(reader.getInputStream().read()).as("end of the connection").isEqualTo(-1);
      assertThat(new String(probe.getInputStream().readNBytes(12), US_ASCII))
          .isEqualTo("HTTP/1.1 200");
      assertThat(closed("overloaded")).isEqualTo(1);
    }
    assertThat(taken.capacity()).isPositive(); // in use until here
  }

  private Socket connect() throws IOException {
    Socket client = new Socket();
    client.setReceiveBufferSize(4096);
    client.setSoTimeout(20_000);
    client.connect(new InetSocketAddress("127.0.0.1", server.actualPort()));
    return client;
  }

  private static void pipeline(Socket client, String path) throws IOException {
    for (int n = 0; n < REQUESTS; n++) {
      request(client, path);
    }
  }

  private static void request(Socket client, String path) throws IOException {
    client
        .getOutputStream()
        .write(("GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n").getBytes(US_ASCII));
  }

  private double closed(String reason) {
    return meters.get("rendezvous.http.closed").tag("reason", reason).counter().count();
  }
}
