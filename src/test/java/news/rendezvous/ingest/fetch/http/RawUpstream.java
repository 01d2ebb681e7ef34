package news.rendezvous.ingest.fetch.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import okhttp3.HttpUrl;

/** A server with raw responses, valid or invalid HTTP. */
public final class RawUpstream implements AutoCloseable {

  /** Reaction to a request. */
  @FunctionalInterface
  public interface Script {
    void answer(String request, OutputStream out) throws IOException;
  }

  private final ServerSocket listener;
  private final Script script;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final Set<Socket> clients = ConcurrentHashMap.newKeySet();

  private RawUpstream(ServerSocket listener, Script script) {
    this.listener = listener;
    this.script = script;
    threads.execute(this::accept);
  }

  public static RawUpstream on(ServerSocket listener, Script script) {
    return new RawUpstream(listener, script);
  }

  public static RawUpstream with(Script script) {
    try {
      return on(new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1")), script);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends one response to all requests: a head, whose lines are joined by CR LF, and a body. */
  public static RawUpstream saying(String head, byte[] body) {
    return with((request, out) -> say(out, head, body));
  }

  public static RawUpstream saying(String head) {
    return saying(head, new byte[0]);
  }

  public static void say(OutputStream out, String head, byte... body) throws IOException {
    String lines = head.strip().replace("\n", "\r\n") + "\r\n\r\n";
    out.write(lines.getBytes(StandardCharsets.ISO_8859_1));
    out.write(body);
    out.flush();
  }

  public static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private void accept() {
    try {
      while (!listener.isClosed()) {
        Socket client = listener.accept();
        clients.add(client);
        threads.execute(() -> serve(client));
      }
    } catch (IOException closed) {
      threads.shutdown();
    }
  }

  private void serve(Socket client) {
    try (client) {
      String request = head(client.getInputStream());
      requests.add(request);
      script.answer(request, client.getOutputStream());
    } catch (IOException goneAway) {
      // The client may close the connection at any time; some tests wait for that.
    } finally {
      clients.remove(client);
    }
  }

  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int read = in.read();
      if (read < 0) {
        throw new EOFException("no request");
      }
      head.append((char) read);
    }
    return head.toString();
  }

  public int port() {
    return listener.getLocalPort();
  }

  public String url(String path) {
    return "http://127.0.0.1:" + port() + path;
  }

  public HttpUrl at(String path) {
    return HttpUrl.get(url(path));
  }

  /** Heads of the received requests. */
  public List<String> requests() {
    return requests;
  }

  /** Number of open connections. */
  int connections() {
    return clients.size();
  }

  @Override
  public void close() throws IOException {
    listener.close();
    for (Socket client : clients) {
      client.close();
    }
    threads.shutdownNow();
  }
}
