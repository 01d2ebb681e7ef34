package news.rendezvous.serve.stream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPInputStream;

/** Client of the stream that parses events by WHATWG HTML section 9.2.6. */
final class StreamClient implements AutoCloseable {

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Event as a browser dispatches it. */
  record Event(String type, String data, String id) {

    String item() {
      try {
        return JSON.readTree(data).get("id").asText();
      } catch (JsonProcessingException e) {
        throw new AssertionError(data, e);
      }
    }
  }

  private final HttpResponse<InputStream> response;
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final List<Event> events = new CopyOnWriteArrayList<>();
  private final Thread thread = new Thread(this::read);
  private volatile String lastId = "";

  StreamClient(URI address, String... headers) throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(address);
    if (headers.length > 0) {
      request.headers(headers);
    }
    response = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    thread.setDaemon(true);
    thread.start();
  }

  int status() {
    return response.statusCode();
  }

  String header(String name) {
    return response.headers().firstValue(name).orElse("");
  }

  List<String> lines() {
    return lines;
  }

  List<Event> events() {
    return events;
  }

  List<String> items() {
    return events.stream().map(Event::item).toList();
  }

  /** Value that a browser would send as Last-Event-ID. */
  String lastId() {
    return lastId;
  }

  boolean isOver() {
    return !thread.isAlive();
  }

  private void read() {
    try (BufferedReader in =
        new BufferedReader(new InputStreamReader(body(), StandardCharsets.UTF_8))) {
      List<String> block = new ArrayList<>();
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        lines.add(line);
        if (line.isEmpty()) {
          dispatch(block);
          block.clear();
        } else {
          block.add(line);
        }
      }
    } catch (IOException e) {
      lines.add("ended: " + e.getMessage());
    }
  }

  private InputStream body() throws IOException {
    return header("Content-Encoding").equals("gzip")
        ? new GZIPInputStream(response.body()) {
          // It says 1 until its end, and a Reader waits for more than there is.
          @Override
          public int available() {
            return 0;
          }
        }
        : response.body();
  }

  private void dispatch(List<String> block) {
    lastId = field(block, "id", lastId);
    String data = field(block, "data", "");
    if (!data.isEmpty()) {
      events.add(new Event(field(block, "event", "message"), data, lastId));
    }
  }

  private static String field(List<String> block, String name, String otherwise) {
    return block.stream()
        .filter(line -> line.startsWith(name + ": "))
        .map(line -> line.substring(name.length() + 2))
        .reduce((first, second) -> second)
        .orElse(otherwise);
  }

  @Override
  public void close() throws IOException {
    response.body().close();
  }
}
