package news.rendezvous.faults;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Feeds that grow and change while they are polled, each on a loopback address of its own, so that
 * replicas share them. Every fourth story is carried by two of them.
 */
final class Press implements AutoCloseable {

  /** By default. */
  private static final int SOURCES = 8;

  /**
   * More stories than this are not told, only changed: of a document the service reads the first
   * {@code rendezvous.parse.max-entries}, 1,000, and what it leaves out would look like a loss.
   */
  private static final int MOST_STORIES = 5_000;

  static final int EDITIONS = 4;

  /** Editions of the feeds. */
  static final Set<String> EDITION_NAMES =
      IntStream.range(0, EDITIONS).mapToObj(Press::edition).collect(Collectors.toSet());

  private static final Pattern CONTACT = Pattern.compile("replica-\\d+");

  /**
   * A request for a feed.
   *
   * @param replica who sent it, by the contact in its User-Agent
   * @param begun nano time of its arrival
   * @param ended nano time of the end of its answer
   */
  record Poll(int source, String replica, long begun, long ended) {}

  /** A story in its newest version; the first version is 0. */
  record Story(int number, int version, List<Integer> sources, String text) {

    String link() {
      return "https://harbour.example/" + number;
    }

    /** Expected end of its item's content. */
    String ending() {
      return "Version " + version + ".";
    }

    private String item() {
      return """
      <item><title>Notice %d of the harbour</title><link>%s</link>
      <guid isPermaLink="false">notice-%d</guid><description>%s %s</description></item>\
      """
          .formatted(number, link(), number, text, ending());
    }
  }

  private final Random random;
  private final int everyMillis;
  private final int answerMillis;
  private final List<Story> stories = new ArrayList<>();
  private final List<HttpServer> servers = new ArrayList<>();
  private final List<Poll> polls = new ArrayList<>();
  private final ExecutorService answering = Executors.newCachedThreadPool();
  private final ScheduledExecutorService printing = Executors.newSingleThreadScheduledExecutor();

  /**
   * Feeds of a seed.
   *
   * @param everyMillis time from one new story to the next
   */
  Press(long seed, int everyMillis) throws IOException {
    this(seed, everyMillis, SOURCES, 0);
  }

  /**
   * The same.
   *
   * @param sources number of feeds, a multiple of {@link #EDITIONS}, at most 200
   * @param answerMillis time that an answer takes
   */
  Press(long seed, int everyMillis, int sources, int answerMillis) throws IOException {
    random = new Random(seed);
    this.everyMillis = everyMillis;
    this.answerMillis = answerMillis;
    for (int n = 0; n < sources; n++) {
      int source = n;
      HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0." + (n + 1), 0), 0);
      server.createContext("/feed", exchange -> answer(exchange, source));
      server.setExecutor(answering);
      server.start();
      servers.add(server);
    }
  }

  int sources() {
    return servers.size();
  }

  String url(int source) {
    InetSocketAddress at = servers.get(source).getAddress();
    return "http://" + at.getHostString() + ":" + at.getPort() + "/feed";
  }

  static String edition(int source) {
    return "e" + source % EDITIONS;
  }

  void start() {
    printing.scheduleAtFixedRate(this::print, 0, everyMillis, TimeUnit.MILLISECONDS);
  }

  /** Nothing more is printed; all stories as they are now. */
  List<Story> stop() throws InterruptedException {
    printing.shutdown();
    printing.awaitTermination(5, TimeUnit.SECONDS);
    return List.copyOf(stories);
  }

  private synchronized void print() {
    if (stories.size() < MOST_STORIES) {
      stories.add(next(stories.size()));
    }
    if (random.nextInt(4) == 0) {
      Story old = stories.get(random.nextInt(stories.size()));
      stories.set(
          old.number(), new Story(old.number(), old.version() + 1, old.sources(), old.text()));
    }
  }

  private Story next(int number) {
    int first = number % sources();
    // A source and the fourth after it are of one edition.
    List<Integer> sources =
        random.nextInt(4) == 0 ? List.of(first, (first + EDITIONS) % sources()) : List.of(first);
    return new Story(number, 0, sources, words());
  }

  // Words that no other story has: texts that are alike would be one story.
  private String words() {
    return random
        .ints(40, 0, 1 << 24)
        .mapToObj(word -> Integer.toString(word, 36))
        .collect(Collectors.joining(" "));
  }

  private synchronized String feed(int source) {
    return stories.stream()
        .filter(story -> story.sources().contains(source))
        .map(Story::item)
        .collect(
            Collectors.joining(
                "",
                "<rss version=\"2.0\"><channel><title>Harbour</title>"
                    + "<link>https://harbour.example/</link><description>Notices</description>",
                "</channel></rss>"));
  }

  /** All polls so far, in the order of their ends. */
  List<Poll> polls() {
    synchronized (polls) {
      return List.copyOf(polls);
    }
  }

  private void answer(HttpExchange exchange, int source) throws IOException {
    long begun = System.nanoTime();
    Matcher contact =
        CONTACT.matcher(String.valueOf(exchange.getRequestHeaders().getFirst("User-Agent")));
    String replica = contact.find() ? contact.group() : "";
    try {
      Thread.sleep(answerMillis);
      send(exchange, source);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      synchronized (polls) {
        polls.add(new Poll(source, replica, begun, System.nanoTime()));
      }
    }
  }

  private void send(HttpExchange exchange, int source) throws IOException {
    byte[] body = feed(source).getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/rss+xml");
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Override
  public void close() {
    printing.shutdownNow();
    servers.forEach(server -> server.stop(0));
    answering.shutdownNow();
  }
}
