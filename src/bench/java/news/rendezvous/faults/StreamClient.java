package news.rendezvous.faults;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import news.rendezvous.item.Json;
import org.jspecify.annotations.Nullable;

/**
 * A client of the event stream, which connects again with the last id that it was given, and keeps
 * which revisions it got.
 */
final class StreamClient {

  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final String ID = "id:";
  private static final String DATA = "data:";

  private final List<String> revisions = Collections.synchronizedList(new ArrayList<>());
  private volatile Thread reading = new Thread(() -> {});
  private volatile @Nullable Stream<String> body;
  private volatile String lastId = "";
  private volatile String end = "not connected";
  private String id = "";
  private @Nullable String data;

  /** Connects to the replica at a port. */
  void connect(int port) {
    end = "open";
    reading = new Thread(() -> read(port), "stream");
    reading.setDaemon(true);
    reading.start();
  }

  /** Ends the connection, without the server's help. */
  void disconnect() throws InterruptedException {
    Stream<String> open = body;
    if (open != null) {
      open.close();
    }
    reading.join();
  }

  private void read(int port) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/stream"));
    if (!lastId.isEmpty()) {
      request.header("Last-Event-ID", lastId);
    }
    id = "";
    data = null;
    try {
      HttpResponse<Stream<String>> response =
          HTTP.send(request.build(), HttpResponse.BodyHandlers.ofLines());
      if (response.statusCode() == 200) {
        body = response.body();
        response.body().forEach(this::take);
        end = "clean";
      } else {
        response.body().close();
        end = "refused: " + response.statusCode();
      }
    } catch (IOException | UncheckedIOException e) {
      end = "cut: " + e.getMessage();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      body = null;
    }
  }

  // An event counts, with its id, at the blank line that ends it (HTML, 9.2.6).
  private void take(String line) {
    if (line.startsWith(ID)) {
      id = line.substring(ID.length()).strip();
    } else if (line.startsWith(DATA)) {
      data = line.substring(DATA.length());
    } else if (line.isEmpty()) {
      lastId = id.isEmpty() ? lastId : id;
      if (data != null) {
        revisions.add(revision(data));
      }
      data = null;
    }
  }

  private static String revision(String item) {
    try {
      JsonNode json = Json.mapper().readTree(item);
      return json.path("id").asText() + ";" + json.at("/_rendezvous/revision").asInt();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until the server has ended the stream; how it ended. */
  String end(long millis) throws InterruptedException {
    reading.join(millis);
    return end;
  }

  boolean isOpen() {
    return reading.isAlive();
  }

  boolean hasPosition() {
    return !lastId.isEmpty();
  }

  /** Revisions as {@code ce_id} names them, each as often as it came. */
  List<String> revisions() {
    synchronized (revisions) {
      return List.copyOf(revisions);
    }
  }
}
