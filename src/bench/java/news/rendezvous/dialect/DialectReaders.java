package news.rendezvous.dialect;

import io.smallrye.config.SmallRyeConfigBuilder;
import news.rendezvous.parse.ParseConfig;

/** The reader of the dialect with its defaults, outside the service. */
public final class DialectReaders {

  private DialectReaders() {}

  public static Dialect dialect() {
    return new Dialect(
        new SmallRyeConfigBuilder()
            .withMapping(ParseConfig.class)
            .build()
            .getConfigMapping(ParseConfig.class));
  }
}
