package news.rendezvous.ingest.fetch;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The configuration as the service reads it. */
public final class FetchSettings {

  private FetchSettings() {}

  /**
   * The configuration with loopback allowed and a few changes.
   *
   * @param changes key and value in turn, without the prefix
   */
  public static FetchConfig of(String... changes) {
    Map<String, String> keys = new HashMap<>();
    keys.put("allowed-networks", "127.0.0.0/8");
    for (int i = 0; i < changes.length; i += 2) {
      keys.put(changes[i], changes[i + 1]);
    }
    return read(prefixed(keys));
  }

  /** The configuration without any setting. */
  public static FetchConfig defaults() {
    return read(Map.of());
  }

  /** The configuration with a public URL. */
  public static FetchConfig withPublicUrl(String url) {
    return read(Map.of("rendezvous.public-url", url));
  }

  private static Map<String, String> prefixed(Map<String, String> keys) {
    return keys.entrySet().stream()
        .collect(Collectors.toMap(key -> "rendezvous.fetch." + key.getKey(), Map.Entry::getValue));
  }

  private static FetchConfig read(Map<String, String> keys) {
    SmallRyeConfigBuilder builder =
        new SmallRyeConfigBuilder()
            .addDiscoveredConverters()
            .addDefaultInterceptors()
            .withMapping(FetchConfig.class);
    keys.forEach(builder::withDefaultValue);
    return builder.build().getConfigMapping(FetchConfig.class);
  }
}
