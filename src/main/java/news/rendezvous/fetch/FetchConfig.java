package news.rendezvous.fetch;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.hibernate.validator.constraints.time.DurationMin;

/** How sources are asked, and what is endured from them. */
@ConfigMapping(prefix = "rendezvous.fetch")
public interface FetchConfig {

  /**
   * Networks that may be connected to although they are not public: a list of CIDRs such as {@code
   * 10.1.0.0/16,fd12::/32}. Without it loopback, private and all other special-purpose addresses
   * are refused.
   */
  Optional<List<Cidr>> allowedNetworks();

  /**
   * Ports below 1024 that may be connected to beside 80 and 443, in allowed networks too: a list
   * such as {@code 81,591}. The others belong to mail, name and other servers.
   */
  Optional<List<@Min(1) @Max(65_535) Integer>> allowedPorts();

  /** Name and version in the User-Agent of all requests; the contact follows it in brackets. */
  @WithDefault("Rendezvous/${quarkus.application.version:0}")
  String userAgent();

  /**
   * URL or mail address of the operator, which the User-Agent shows to publishers. While there is
   * none, a warning is logged at start.
   */
  @WithDefault("${rendezvous.public-url:}")
  Optional<String> contact();

  /** Longest wait for the addresses of a name. */
  @WithDefault("5s")
  @DurationMin(millis = 1)
  Duration dnsTimeout();

  /** Longest wait for a TCP connection to one address. */
  @WithDefault("5s")
  @DurationMin(millis = 1)
  Duration connectTimeout();

  /** Longest wait for the end of a TLS handshake. */
  @WithDefault("5s")
  @DurationMin(millis = 1)
  Duration tlsTimeout();

  /** Longest wait for the headers of a response. */
  @WithDefault("10s")
  @DurationMin(millis = 1)
  Duration headerTimeout();

  /** Longest time for a whole fetch: names, connections, redirects and body. */
  @WithDefault("20s")
  @DurationMin(millis = 1)
  Duration totalTimeout();

  /** Longest body on the wire, before decoding. */
  @WithDefault("5M")
  MemorySize maxWireBytes();

  /** Longest body after decoding. */
  @WithDefault("15M")
  MemorySize maxDecodedBytes();

  /**
   * Most bytes of the documents that are received, read or sent on at once, decoded. Who finds no
   * room waits for it, and that time counts towards no timeout.
   */
  @WithDefault("32M")
  MemorySize maxInHand();

  /** Most redirects followed in one fetch. */
  @WithDefault("5")
  @PositiveOrZero
  int maxRedirects();

  /** Longest time for which a host is left alone because it asks for that (429, 503). */
  @WithDefault("7d")
  @DurationMin
  Duration maxRetryAfter();

  /**
   * Most requests at a time to one host and port, whatever they are for: polls, redirects that lead
   * there, references.
   */
  @WithDefault("1")
  @Positive
  int perHostConcurrency();

  /** Shortest time between an answer of a host and the next request to it. */
  @WithDefault("1s")
  @DurationMin
  Duration perHostGap();
}
