package news.rendezvous.ingest.icon;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import news.rendezvous.ingest.poll.SourceSummary;
import news.rendezvous.ingest.poll.state.PollState;
import news.rendezvous.item.Json;
import news.rendezvous.source.Source;
import org.jspecify.annotations.Nullable;

/** Configuration and sources for tests of icons. */
final class IconSettings {

  private IconSettings() {}

  /** The configuration as the service reads it, with a few changes of keys without the prefix. */
  static IconConfig of(Map<String, String> changes) {
    SmallRyeConfigBuilder builder =
        new SmallRyeConfigBuilder()
            .addDiscoveredConverters()
            .addDefaultInterceptors()
            .withMapping(IconConfig.class);
    changes.forEach((key, value) -> builder.withDefaultValue("rendezvous.icons." + key, value));
    return builder.build().getConfigMapping(IconConfig.class);
  }

  /** A source whose feed names a home page and an icon. */
  static SourceSummary source(String feed, @Nullable String home, @Nullable String icon) {
    return new SourceSummary(
        read("{'id':'pier','url':'%s','enabled':true}".formatted(feed), Source.class),
        read(
            """
            {'memory':{'validators':{}},'health':{'outcome':'OK'},
             'plan':{'last':'2026-03-03T12:00:00Z','reason':'planned'},
             'profile':{'home_page':%s,'icon':%s}}
            """
                .formatted(quoted(home), quoted(icon)),
            PollState.class));
  }

  private static String quoted(@Nullable String text) {
    return text == null ? "null" : "'" + text + "'";
  }

  static <T> T read(String json, Class<T> type) {
    try {
      return Json.decode(json.replace('\'', '"').getBytes(UTF_8), type);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
