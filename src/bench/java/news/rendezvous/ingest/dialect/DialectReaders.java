package news.rendezvous.ingest.dialect;

import io.smallrye.config.SmallRyeConfigBuilder;
import news.rendezvous.ingest.parse.ParseConfig;

/** The reader of the dialect with its defaults, outside the service. */
public final class DialectReaders {

  private DialectReaders() {}

  public static DialectReader dialect() {
    return new DialectReader(
        new SmallRyeConfigBuilder()
            .withMapping(ParseConfig.class)
            .build()
            .getConfigMapping(ParseConfig.class));
  }
}
