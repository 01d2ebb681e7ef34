package news.rendezvous.ingest.fetch.guard;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.dns.DnsResponseCode;
import io.netty.resolver.dns.DnsErrorCauseException;
import io.netty.resolver.dns.DnsNameResolver;
import io.netty.resolver.dns.DnsNameResolverBuilder;
import io.netty.resolver.dns.DnsServerAddressStreamProvider;
import io.netty.resolver.dns.DnsServerAddressStreamProviders;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.Future;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Non-blocking resolver for the hosts file and DNS, as resolv.conf configures it (search domains
 * included). {@code InetAddress.getAllByName} blocks a thread until the slowest name server
 * responds, so a few dead domains would starve the lookups of all others.
 */
public final class DnsResolver implements AddressResolver.NameService {

  /** Bounds the cache by the hosts of some minutes: there may be many, each asked once an hour. */
  private static final int MAX_CACHED_SECONDS = 300;

  private final EventLoopGroup loop =
      new NioEventLoopGroup(1, new DefaultThreadFactory("rendezvous-dns", true));
  private final DnsNameResolver resolver;

  public DnsResolver(Duration timeout) {
    this(timeout, DnsServerAddressStreamProviders.platformDefault());
  }

  public DnsResolver(Duration timeout, DnsServerAddressStreamProvider servers) {
    this.resolver =
        new DnsNameResolverBuilder(loop.next())
            .datagramChannelType(NioDatagramChannel.class)
            // RFC 7766: a truncated response over UDP is requested again over TCP.
            .socketChannelType(NioSocketChannel.class)
            .nameServerProvider(servers)
            .ttl(0, MAX_CACHED_SECONDS)
            // Leaves time for a second and a third name server after a dead first one.
            .queryTimeoutMillis(Math.max(1, timeout.toMillis() / 3))
            .build();
  }

  @Override
  public Uni<List<InetAddress>> addresses(String name) {
    return Uni.createFrom()
        .emitter(
            emitter ->
                resolver
                    .resolveAll(name)
                    .addListener((Future<List<InetAddress>> answer) -> pass(answer, emitter)));
  }

  private static void pass(
      Future<List<InetAddress>> answer, UniEmitter<? super List<InetAddress>> emitter) {
    if (answer.isSuccess()) {
      emitter.complete(answer.getNow());
    } else {
      emitter.fail(
          isUnknown(answer.cause())
              ? new AddressResolver.UnknownNameException(answer.cause())
              : answer.cause());
    }
  }

  private static boolean isUnknown(Throwable failure) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
        .anyMatch(
            cause ->
                cause instanceof DnsErrorCauseException error
                    && error.getCode().equals(DnsResponseCode.NXDOMAIN));
  }

  @Override
  public void close() {
    resolver.close();
    var unused = loop.shutdownGracefully(0, 1, TimeUnit.SECONDS);
  }
}
