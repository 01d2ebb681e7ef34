package news.rendezvous.faults;

import com.fasterxml.jackson.databind.JsonNode;
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
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import news.rendezvous.bench.Installation;
import news.rendezvous.item.Json;
import news.rendezvous.view.StreamPosition;

/**
 * A client of {@code /stream} that ends its connections at random moments, in the middle of events
 * too, and goes on at another replica with the last id that it got. Where that is answered by 410, it
 * begins again as the problem document says: at the earliest position, or with the feed and then at
 * the position of the feed's Link.
 */
final class CutStream implements Runnable {

  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final ScheduledExecutorService CUTTER =
      Executors.newSingleThreadScheduledExecutor(CutStream::daemon);
  private static final Pattern STREAM_LINK =
      Pattern.compile("<([^>]+)>[^,]*rel=\"?alternate\"?[^,]*text/event-stream");
  private static final int LONGEST_MILLIS = 400;
  private static final int SLEEP_MILLIS = 9_000;
  private static final int ONE_IN = 60;

  /** Events from one position on without a gap, over any number of connections. */
  static final class Session {

    final String begin;
    String end;
    final List<String> revisions = new ArrayList<>();

    private Session(String begin) {
      this.begin = begin;
      this.end = begin;
    }

    StreamPosition from() {
      return StreamPosition.parse(begin).orElseThrow();
    }

    StreamPosition to() {
      return StreamPosition.parse(end).orElseThrow();
    }
  }

  private final List<Installation> replicas;
  private final Random random;
  private final boolean gzip;
  private final AtomicInteger cuts;
  private final List<Session> sessions = new ArrayList<>();
  private volatile boolean closing;
  private int gone;
  private String lastAnswer = "none";

  CutStream(List<Installation> replicas, long seed, AtomicInteger cuts) {
    this.replicas = replicas;
    this.random = new Random(seed);
    this.gzip = seed % 3 == 0;
    this.cuts = cuts;
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "cutter");
    thread.setDaemon(true);
    return thread;
  }

  List<Session> sessions() {
    return sessions;
  }

  /** Where it is, for a report. */
  @Override
  public String toString() {
    return "%s, at %s".formatted(lastAnswer, sessions.isEmpty() ? "none" : offsets(last().to()));
  }

  static String offsets(StreamPosition at) {
    return IntStream.range(0, at.partitions()).mapToObj(at::next).toList().toString();
  }

  int gone() {
    return gone;
  }

  void close() {
    closing = true;
  }

  @Override
  public void run() {
    try {
      while (!closing) {
        connect(random.nextInt(LONGEST_MILLIS));
        cuts.incrementAndGet();
        if (random.nextInt(ONE_IN) == 0) {
          Thread.sleep(SLEEP_MILLIS);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Reads on until a position is reached; false where that takes too long. */
  boolean readTo(StreamPosition end, long deadline) throws InterruptedException {
    while (sessions.isEmpty() || !last().to().reaches(end)) {
      if (System.nanoTime() > deadline) {
        return false;
      }
      connect(2_000);
    }
    return true;
  }

  private Session last() {
    return sessions.get(sessions.size() - 1);
  }

  private void connect(int millis) throws InterruptedException {
    int port = replicas.get(random.nextInt(replicas.size())).port();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/stream"));
    if (!sessions.isEmpty()) {
      request.header("Last-Event-ID", last().end);
    }
    if (gzip) {
      request.header("Accept-Encoding", "gzip");
    }
    try {
      HttpResponse<InputStream> response =
          HTTP.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
      try (InputStream body = response.body()) {
        lastAnswer = "status " + response.statusCode();
        if (response.statusCode() == 200) {
          read(body, response, millis);
        } else if (response.statusCode() == 410) {
          gone++;
          begin(Json.mapper().readTree(body));
        } else {
          Thread.sleep(100);
        }
      }
    } catch (IOException e) { // the cut, or the end of the service
      lastAnswer += ", " + e;
      Thread.sleep(random.nextInt(50));
    }
  }

  private void read(InputStream body, HttpResponse<?> response, int millis) throws IOException {
    CUTTER.schedule(() -> close(body), millis, TimeUnit.MILLISECONDS);
    boolean coded = response.headers().firstValue("Content-Encoding").isPresent();
    BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                coded ? new PromptGzip(body) : body, StandardCharsets.UTF_8),
            512);
    String id = "";
    String data = null;
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.startsWith("id:")) {
        id = line.substring(3).strip();
      } else if (line.startsWith("data:")) {
        data = line.substring(5);
      } else if (line.isEmpty()) { // it counts now (HTML, 9.2.6)
        take(id, data);
        data = null;
      }
    }
  }

  /** Claims no bytes ahead: a reader would wait for them, and keep back the event before. */
  private static final class PromptGzip extends GZIPInputStream {

    PromptGzip(InputStream body) throws IOException {
      super(body, 512);
    }

    @Override
    public int available() {
      return 0;
    }
  }

  private static void close(InputStream body) {
    try {
      body.close();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private void take(String id, String data) throws IOException {
    if (id.isEmpty()) {
      return;
    }
    if (sessions.isEmpty()) {
      sessions.add(new Session(id)); // the position at which the live stream begins
    }
    Session session = last();
    session.end = id;
    if (data != null) {
      JsonNode json = Json.mapper().readTree(data);
      session.revisions.add(
          json.path("id").asText() + ";" + json.at("/_rendezvous/revision").asInt());
    }
  }

  private void begin(JsonNode problem) throws IOException, InterruptedException {
    Optional<String> begin =
        random.nextBoolean()
            ? Optional.of(problem.path("earliest").asText())
            : afterSnapshot(problem.path("snapshot").asText());
    begin.ifPresent(position -> sessions.add(new Session(position)));
  }

  private static Optional<String> afterSnapshot(String feed)
      throws IOException, InterruptedException {
    HttpResponse<Void> response =
        HTTP.send(
            HttpRequest.newBuilder(URI.create(feed)).build(),
            HttpResponse.BodyHandlers.discarding());
    Matcher link =
        STREAM_LINK.matcher(String.join(", ", response.headers().allValues("Link")));
    return response.statusCode() == 200 && link.find()
        ? Optional.of(link.group(1).replaceAll(".*[?&]from=([^&]+).*", "$1"))
        : Optional.empty();
  }
}
