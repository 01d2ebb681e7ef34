package news.rendezvous.serve.format;

import java.time.Duration;
import java.util.stream.Stream;

/** The formats of feeds, with the defaults of the configuration. */
public final class TestFormats {

  private TestFormats() {}

  public static FeedFormat rss() {
    return new RssFormat(FeedFormatContract.ROOM, Duration.ofMinutes(5));
  }

  public static FeedFormat atom() {
    return new AtomFormat(FeedFormatContract.ROOM);
  }

  public static FeedFormat json() {
    return new JsonFeedFormat();
  }

  public static Stream<FeedFormat> xml() {
    return Stream.of(rss(), atom());
  }
}
