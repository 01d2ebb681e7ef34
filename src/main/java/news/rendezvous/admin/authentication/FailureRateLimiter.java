package news.rendezvous.admin.authentication;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.netty.util.NetUtil;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Rate limiter of tokens that are wrong or cannot be verified: a fixed window counter per client,
 * an IPv4 address or an IPv6 network of 64 bits, since a host has as many addresses of one as it
 * likes (RFC 4291 section 2.5.4). Clients beyond the limit of memory replace the ones that failed
 * longest ago.
 */
final class FailureRateLimiter {

  private static final int IPV6_BYTES = 16;
  private static final int NETWORK_BYTES = 8;

  private final int limit;
  private final Duration window;
  private final InstantSource clock;
  private final Cache<String, Window> windows;

  private record Window(Instant start, int failures) {}

  FailureRateLimiter(AuthenticationConfig config, InstantSource clock) {
    this.limit = config.maxFailures();
    this.window = config.failureWindow();
    this.clock = clock;
    this.windows =
        Caffeine.newBuilder()
            .maximumSize(config.maxFailingClients())
            .expireAfterWrite(window)
            .build();
  }

  /**
   * Counts a failed verification.
   *
   * @return the time until the window ends, where the limit is exceeded
   */
  Optional<Duration> fail(String address) {
    Instant now = clock.instant();
    Window counted = windows.asMap().compute(client(address), (x, old) -> count(old, now));
    return counted.failures() > limit
        ? Optional.of(Duration.between(now, counted.start().plus(window)))
        : Optional.empty();
  }

  private Window count(@Nullable Window old, Instant now) {
    return old == null || !now.isBefore(old.start().plus(window))
        ? new Window(now, 1)
        : new Window(old.start(), old.failures() + 1);
  }

  private static String client(String address) {
    byte[] bytes = NetUtil.createByteArrayFromIpAddressString(address);
    return bytes != null && bytes.length == IPV6_BYTES
        ? HexFormat.of().formatHex(Arrays.copyOf(bytes, NETWORK_BYTES))
        : address;
  }
}
