package news.rendezvous.ingest.normalize;

import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.SmallRyeConfigBuilder;

/** The normalize stage with its defaults, outside the service. */
public final class Normalizers {

  private Normalizers() {}

  public static Normalizer normalizer() {
    return new Normalizer(
        new SmallRyeConfigBuilder()
            .withConverter(MemorySize.class, 100, new MemorySizeConverter())
            .withMapping(NormalizeConfig.class)
            .build()
            .getConfigMapping(NormalizeConfig.class));
  }
}
