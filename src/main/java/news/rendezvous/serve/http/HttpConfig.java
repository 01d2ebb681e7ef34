package news.rendezvous.serve.http;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Settings of the HTTP server that Quarkus has no key for. */
@ConfigMapping(prefix = "rendezvous.http")
public interface HttpConfig {

  /** Enables HTTP/2 without TLS (h2c). Over TLS it is always negotiated. */
  @WithDefault("false")
  boolean h2c();
}
