package news.rendezvous.ingest.parse;

import io.smallrye.config.SmallRyeConfigBuilder;

/** The parse stage with its defaults, outside the service. */
public final class Readers {

  private static final ParseConfig CONFIG =
      new SmallRyeConfigBuilder()
          .withMapping(ParseConfig.class)
          .build()
          .getConfigMapping(ParseConfig.class);

  private Readers() {}

  public static FeedParser parser() {
    return new FeedParser(CONFIG);
  }
}
