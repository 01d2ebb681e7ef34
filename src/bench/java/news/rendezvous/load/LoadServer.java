package news.rendezvous.load;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The upstream of a load, in a process of its own: feeds on many addresses of 127.0.0.0/8, with
 * validators, to which stories are added on command or at a rate. It notes when each story was
 * first served and how long each feed was not asked for.
 */
final class LoadServer {

  private static final int SHOWN = 50;
  private static final int TICK_MILLIS = 20;

  private final SeededStories text;
  private final SplittableRandom random;
  private final FeedAddresses addresses;
  private final int[][] storiesOf;
  private final long[] askedAt;
  private final long allowedGapNanos;
  private int[] original = new int[1 << 16];
  private int[] feedOf = new int[1 << 16];
  private long[] addedAt = new long[1 << 16];
  private long[] servedAt = new long[1 << 16];
  private int stories;
  private double due;
  private double rate;
  private long polls;
  private long unchanged;
  private long late;
  private long longestGap;

  private LoadServer(FeedAddresses addresses, long seed, long intervalMillis) {
    this.addresses = addresses;
    text = new SeededStories(seed);
    random = new SplittableRandom(seed + 1);
    storiesOf = new int[addresses.feeds()][];
    askedAt = new long[addresses.feeds()];
    allowedGapNanos = intervalMillis * 1_100_000; // 10 % more
  }

  /**
   * Runs until standard input ends, which it does when the load program does.
   *
   * @param args port; number of feeds; number of addresses; seed; poll interval in milliseconds
   */
  public static void main(String[] args) throws IOException {
    int[] numbers = Arrays.stream(args).mapToInt(Integer::parseInt).toArray();
    FeedAddresses addresses = new FeedAddresses(numbers[0], numbers[1], numbers[2]);
    LoadServer server = new LoadServer(addresses, numbers[3], numbers[4]);
    Vertx vertx = Vertx.vertx();
    // One verticle, so one event loop: nothing here needs a lock.
    vertx.deployVerticle(new Listeners(server));
    while (System.in.read() >= 0) {
      // Nothing is said to it; only the end counts.
    }
    System.exit(0);
  }

  /** Listens at all addresses, the control address last. */
  private static final class Listeners extends io.vertx.core.AbstractVerticle {

    private final LoadServer server;

    Listeners(LoadServer server) {
      this.server = server;
    }

    @Override
    public void start() {
      for (int n = server.addresses.count() - 1; n >= 0; n--) {
        vertx
            .createHttpServer(new HttpServerOptions().setTcpNoDelay(true).setIdleTimeout(0))
            .requestHandler(server::answer)
            .listen(server.addresses.port(), server.addresses.address(n))
            .onFailure(failure -> fail(failure));
      }
      vertx.setPeriodic(TICK_MILLIS, tick -> server.addDue());
    }

    private static void fail(Throwable failure) {
      failure.printStackTrace();
      System.exit(1);
    }
  }

  private void answer(HttpServerRequest request) {
    if (request.path().startsWith("/control/")) {
      request.response().end(control(request));
    } else {
      answerFeed(Integer.parseInt(request.path().substring("/feed/".length())), request);
    }
  }

  private void answerFeed(int feed, HttpServerRequest request) {
    noteGap(feed);
    int[] held = storiesOf[feed];
    String etag = etag(held == null ? 0 : held[held.length - 1] + 1);
    HttpServerResponse response = request.response().putHeader("ETag", etag);
    if (etag.equals(request.getHeader("If-None-Match"))) {
      unchanged++;
      response.setStatusCode(304).end();
    } else {
      String document = document(feed, held == null ? new int[0] : held);
      response.putHeader("Content-Type", "application/rss+xml").end(document);
    }
  }

  /** Validator of a document with a number of stories in the whole run; 0 for an empty one. */
  static String etag(int version) {
    return "\"" + version + '"';
  }

  private void noteGap(int feed) {
    long now = System.nanoTime();
    polls++;
    if (askedAt[feed] != 0) {
      long gap = now - askedAt[feed];
      longestGap = Math.max(longestGap, gap);
      if (gap > allowedGapNanos) {
        late++;
      }
    }
    askedAt[feed] = now;
  }

  private String document(int feed, int[] held) {
    String home = addresses.home(feed);
    StringBuilder document = new StringBuilder(SeededStories.head(feed, home));
    long now = System.currentTimeMillis();
    for (int n = held.length - 1; n >= 0; n--) {
      int story = held[n];
      if (servedAt[story] == 0) {
        servedAt[story] = now;
      }
      document.append(text.item(story, original[story], home, date(addedAt[story])));
    }
    return document.append("</channel></rss>").toString();
  }

  private static String date(long millis) {
    return DateTimeFormatter.RFC_1123_DATE_TIME.format(
        Instant.ofEpochMilli(millis).atOffset(ZoneOffset.UTC));
  }

  private void addDue() {
    due += rate * TICK_MILLIS / 1000;
    for (; due >= 1; due--) {
      addRandom();
    }
  }

  // A tenth of the feeds has nine tenths of the stories.
  private void addRandom() {
    boolean copy = stories > 2_000 && random.nextInt(100) < 7;
    int feeds = random.nextInt(10) > 0 ? Math.max(1, addresses.feeds() / 10) : addresses.feeds();
    int feed = random.nextInt(feeds);
    int source = copy ? original[stories - 1 - random.nextInt(1_000)] : stories;
    if (copy) {
      int languages = SeededStories.LANGUAGES.size();
      int same = feed - Math.floorMod(feed - feedOf[source], languages);
      feed = same < 0 || same == feedOf[source] ? (same + languages) % addresses.feeds() : same;
    }
    add(feed, source);
  }

  private void add(int feed, int source) {
    if (stories == original.length) {
      original = Arrays.copyOf(original, 2 * stories);
      feedOf = Arrays.copyOf(feedOf, 2 * stories);
      addedAt = Arrays.copyOf(addedAt, 2 * stories);
      servedAt = Arrays.copyOf(servedAt, 2 * stories);
    }
    original[stories] = source;
    feedOf[stories] = feed;
    addedAt[stories] = System.currentTimeMillis();
    int[] held = storiesOf[feed] == null ? new int[0] : storiesOf[feed];
    int from = Math.max(0, held.length + 1 - SHOWN);
    int[] next = Arrays.copyOfRange(held, from, held.length + 1);
    next[next.length - 1] = stories++;
    storiesOf[feed] = next;
  }

  private String control(HttpServerRequest request) {
    return switch (request.path()) {
      case "/control/fill" -> {
        int count = Integer.parseInt(request.getParam("stories"));
        int first = Integer.parseInt(request.getParam("from"));
        int end = Integer.parseInt(request.getParam("to"));
        for (int feed = first; feed < end; feed++) {
          for (int n = 0; n < count; n++) {
            add(feed, stories);
          }
        }
        yield Integer.toString(stories);
      }
      case "/control/rate" -> {
        rate = Double.parseDouble(request.getParam("stories"));
        yield Integer.toString(stories);
      }
      case "/control/reset" -> {
        polls = unchanged = late = longestGap = 0;
        yield "ok";
      }
      case "/control/figures" -> figures();
      case "/control/served" -> served(Integer.parseInt(request.getParam("from")));
      default -> throw new IllegalArgumentException(request.path());
    };
  }

  /** Polls; those answered by 304; late ones; the longest gap in milliseconds. */
  private String figures() {
    long now = System.nanoTime();
    long overdue = Arrays.stream(askedAt).filter(t -> t != 0 && now - t > allowedGapNanos).count();
    return polls + " " + unchanged + " " + (late + overdue) + " " + longestGap / 1_000_000;
  }

  /** A line a story that was served: its number, whose text it carries, and the time. */
  private String served(int from) {
    return IntStream.range(from, stories)
        .filter(story -> servedAt[story] != 0)
        .mapToObj(story -> story + " " + original[story] + " " + servedAt[story])
        .collect(Collectors.joining("\n"));
  }
}
