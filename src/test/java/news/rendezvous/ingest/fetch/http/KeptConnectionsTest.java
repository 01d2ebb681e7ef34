package news.rendezvous.ingest.fetch.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import news.rendezvous.ingest.fetch.FetchConfig;
import news.rendezvous.ingest.fetch.FetchSettings;
import news.rendezvous.ingest.fetch.guard.AddressGuard;
import news.rendezvous.ingest.fetch.http.HttpRequest.BodyPlan;
import news.rendezvous.source.PollOutcome;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeptConnectionsTest {

  private static final Duration WAIT = Duration.ofSeconds(10);
  private static final String NOT_MODIFIED = "HTTP/1.1 304 Not Modified\r\nETag: \"1\"\r\n\r\n";

  private final Vertx vertx = Vertx.vertx();
  private final FetchConfig config = FetchSettings.of();
  private final AtomicReference<String> address = new AtomicReference<>("127.0.0.1");
  private final Transport transport =
      new Transport(
          vertx,
          config,
          new AddressGuard(config),
          name -> Uni.createFrom().item(List.of(resolved())),
          Transport.options(config));
  private final List<AutoCloseable> servers = new ArrayList<>();

  private InetAddress resolved() {
    try {
      return InetAddress.getByName(address.get());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @AfterEach
  void close() throws Exception {
    transport.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
    for (AutoCloseable server : servers) {
      server.close();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          not modified   | HTTP/1.1 304 Not Modified~ETag: "1"~~
          with a length  | HTTP/1.1 200 OK~Content-Length: 4~~tide
          chunked        | HTTP/1.1 200 OK~Transfer-Encoding: chunked~~4~tide~0~~
          304 with codings of a body that is not there | HTTP/1.1 304 Not Modified~Content-Encoding: gzip~Content-Length: 99~~
          """)
  void reusesAConnectionAfterACompleteResponse(String kind, String answer) throws IOException {
    Keeping server = keeping("127.0.0.1", 0, answer.replace("~", "\r\n"), Integer.MAX_VALUE);
    get(server.url("harbour.example"));

    Exchange second = get(server.url("harbour.example"));

    assertThat(second).isInstanceOf(Exchange.Response.class);
    assertThat(server.requestsByConnection()).containsExactly(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          the server says so | HTTP/1.1 304 Not Modified~Connection: close~~
          an old server      | HTTP/1.0 304 Not Modified~~
          a body left unread | HTTP/1.1 404 Not Found~Content-Length: 4~~gone
          """)
  void closesAConnectionAfterAnyOtherEnd(String reason, String answer) throws IOException {
    Keeping server = keeping("127.0.0.1", 0, answer.replace("~", "\r\n"), Integer.MAX_VALUE);
    get(server.url("harbour.example"));

    Exchange second = get(server.url("harbour.example"));

    assertThat(second).isInstanceOf(Exchange.Response.class);
    assertThat(server.requestsByConnection()).containsExactly(1, 1);
  }

  @Test
  void opensAConnectionForAnotherAddressOfAName() throws IOException {
    Keeping one = keeping("127.0.0.1", 0, NOT_MODIFIED, Integer.MAX_VALUE);
    Keeping other = keeping("127.0.0.2", one.port(), NOT_MODIFIED, Integer.MAX_VALUE);
    get(one.url("harbour.example"));
    address.set("127.0.0.2");

    get(one.url("harbour.example"));

    assertThat(one.requestsByConnection()).containsExactly(1);
    assertThat(other.requestsByConnection()).containsExactly(1);
  }

  @Test
  void opensAConnectionForAnotherNameAtAnAddress() throws IOException {
    Keeping server = keeping("127.0.0.1", 0, NOT_MODIFIED, Integer.MAX_VALUE);
    get(server.url("harbour.example"));

    get(server.url("lighthouse.example"));

    assertThat(server.requestsByConnection()).containsExactly(1, 1);
  }

  @Test
  void checksTheAddressOfAKeptConnection() throws IOException {
    Keeping server = keeping("127.0.0.1", 0, NOT_MODIFIED, Integer.MAX_VALUE);
    get(server.url("harbour.example"));
    address.set("10.0.0.1");

    Exchange second = get(server.url("harbour.example"));

    assertThat(second)
        .isInstanceOfSatisfying(
            Exchange.Failed.class,
            failed -> assertThat(failed.outcome()).isEqualTo(PollOutcome.ADDRESS_BLOCKED));
    assertThat(server.requestsByConnection()).containsExactly(1);
  }

  @Test
  void repeatsARequestOverAStaleConnection() throws IOException {
    // It reads the second request of a connection and closes without a byte of an answer.
    Keeping server = keeping("127.0.0.1", 0, NOT_MODIFIED, 1);
    get(server.url("harbour.example"));

    Exchange second = get(server.url("harbour.example"));

    assertThat(second).isInstanceOf(Exchange.Response.class);
    assertThat(server.requestsByConnection()).containsExactly(2, 1);
  }

  @Test
  void endsARequestWhoseConnectionBreaksAsTheTransportCloses() throws IOException {
    Keeping server = keeping("127.0.0.1", 0, NOT_MODIFIED, 1);
    get(server.url("harbour.example"));
    server.beforeClosing = transport::close;

    Exchange second = get(server.url("harbour.example"));

    // It is repeated if the connection broke just before.
    assertThat(second).isInstanceOfAny(Exchange.Failed.class, Exchange.Response.class);
  }

  @Test
  void repeatsNoRequestOverANewConnection() throws IOException {
    Keeping server = keeping("127.0.0.1", 0, NOT_MODIFIED, 0);

    Exchange exchange = get(server.url("harbour.example"));

    assertThat(exchange).isInstanceOf(Exchange.Failed.class);
    assertThat(server.requestsByConnection()).containsExactly(1);
  }

  private Exchange get(String url) {
    HttpRequest hop =
        new HttpRequest(
            HttpUrl.get(url),
            Map.of(),
            head ->
                head.status() == 200
                    ? new BodyPlan(100, 100, BodyPlan.WhenOver.FAIL)
                    : BodyPlan.skip());
    return transport.exchange(hop).await().atMost(WAIT);
  }

  private Keeping keeping(String host, int port, String answer, int answers) throws IOException {
    Keeping server =
        new Keeping(new ServerSocket(port, 50, InetAddress.getByName(host)), answer, answers);
    servers.add(server);
    return server;
  }

  /** A server that closes a connection only when it has no more configured responses. */
  private static final class Keeping implements AutoCloseable {

    private final ServerSocket listener;
    private final byte[] answer;
    private final int answers;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Socket> connections = new CopyOnWriteArrayList<>();
    private final Map<Socket, Integer> requests = new ConcurrentHashMap<>();
    private volatile Runnable beforeClosing = () -> {};

    Keeping(ServerSocket listener, String answer, int answers) {
      this.listener = listener;
      this.answer = answer.getBytes(StandardCharsets.UTF_8);
      this.answers = answers;
      threads.execute(this::accept);
    }

    private void accept() {
      try {
        while (!listener.isClosed()) {
          Socket client = listener.accept();
          connections.add(client);
          threads.execute(() -> serve(client));
        }
      } catch (IOException closed) {
        threads.shutdown();
      }
    }

    private void serve(Socket client) {
      try (client) {
        OutputStream out = client.getOutputStream();
        while (readHead(client.getInputStream())) {
          if (requests.merge(client, 1, Integer::sum) > answers) {
            beforeClosing.run();
            return;
          }
          out.write(answer);
          out.flush();
        }
      } catch (IOException goneAway) {
        // The client may close the connection at any time.
      }
    }

    private static boolean readHead(InputStream in) throws IOException {
      StringBuilder head = new StringBuilder();
      while (head.indexOf("\r\n\r\n") < 0) {
        int read = in.read();
        if (read < 0) {
          return false;
        }
        head.append((char) read);
      }
      return true;
    }

    int port() {
      return listener.getLocalPort();
    }

    String url(String host) {
      return "http://" + host + ":" + port() + "/feed";
    }

    List<Integer> requestsByConnection() {
      return connections.stream().map(requests::get).toList();
    }

    @Override
    public void close() throws IOException {
      listener.close();
      for (Socket connection : connections) {
        connection.close();
      }
      threads.shutdownNow();
    }
  }
}
