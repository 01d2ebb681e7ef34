package news.rendezvous.faults;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import news.rendezvous.item.Json;

/**
 * A client of the event stream, which connects again with the last id that it was given, and keeps
 * which revisions it got.
 */
final class StreamClient {

  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final String ID = "id:";
  private static final String DATA = "data:";

  private final URI stream;
  private final List<String> revisions = Collections.synchronizedList(new ArrayList<>());
  private volatile Thread reading = new Thread(() -> {});
  private volatile String lastId = "";
  private volatile String end = "not connected";

  StreamClient(int port) {
    stream = URI.create("http://127.0.0.1:%d/stream".formatted(port));
  }

  void connect() {
    end = "open";
    reading = new Thread(this::read, "stream");
    reading.setDaemon(true);
    reading.start();
  }

  private void read() {
    HttpRequest.Builder request = HttpRequest.newBuilder(stream);
    if (!lastId.isEmpty()) {
      request.header("Last-Event-ID", lastId);
    }
    try {
      HttpResponse<Stream<String>> response =
          HTTP.send(request.build(), HttpResponse.BodyHandlers.ofLines());
      if (response.statusCode() == 200) {
        response.body().forEach(this::take);
        end = "clean";
      } else {
        end = "refused: " + response.statusCode();
      }
    } catch (IOException | java.io.UncheckedIOException e) {
      end = "cut: " + e.getMessage();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void take(String line) {
    if (line.startsWith(ID)) {
      lastId = line.substring(ID.length()).strip();
    } else if (line.startsWith(DATA)) {
      revisions.add(revision(line.substring(DATA.length())));
    }
  }

  private static String revision(String item) {
    try {
      JsonNode json = Json.mapper().readTree(item);
      return json.path("id").asText() + ";" + json.at("/_rendezvous/revision").asInt();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** Waits until the server has ended the stream; how it ended. */
  String end(long millis) throws InterruptedException {
    reading.join(millis);
    return end;
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
