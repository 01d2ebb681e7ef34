package news.rendezvous.ingest.fetch.http;

import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import io.netty.util.NetUtil;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Objects;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import news.rendezvous.source.PollOutcome;

/** Classifier of network exceptions; the detail has cause and remedy for an operator. */
final class NetworkErrors {

  private final Throwable failure;
  private final InetSocketAddress address;

  private NetworkErrors(Throwable failure, InetSocketAddress address) {
    this.failure = failure;
    this.address = address;
  }

  static Exchange.Failed beforeResponse(Throwable failure, InetSocketAddress address) {
    return new NetworkErrors(failure, address).classified();
  }

  /** True if there was a response that the HTTP client cannot parse. */
  static boolean isUnreadable(Throwable failure) {
    return new NetworkErrors(failure, InetSocketAddress.createUnresolved("", 0)).isUnreadable();
  }

  private boolean isUnreadable() {
    return !is(SSLException.class)
        && (is(DecoderException.class) || is(IllegalArgumentException.class));
  }

  private Exchange.Failed classified() {
    if (is(ConnectTimeoutException.class)) {
      return failed(
          PollOutcome.CONNECT_TIMEOUT,
          "no connection to %s in time: the host is down or a firewall drops it");
    }
    if (is(SslHandshakeTimeoutException.class)) {
      return failed(PollOutcome.TLS_TIMEOUT, "%s does not finish the TLS handshake");
    }
    if (is(SSLException.class) || is(CertificateException.class)) {
      return failed(PollOutcome.TLS_ERROR, tls());
    }
    if (is(ConnectException.class) || is(NoRouteToHostException.class)) {
      return failed(
          PollOutcome.CONNECT_ERROR, isRefusal() ? "nothing listens at %s" : "no route to %s");
    }
    if (isUnreadable()) {
      return failed(PollOutcome.HTTP_ERROR, "what %s answers is no HTTP that can be read");
    }
    return failed(
        PollOutcome.CONNECT_ERROR, "the connection to %s broke before an answer came: " + root());
  }

  private String tls() {
    if (is(CertificateExpiredException.class)) {
      return "the certificate of %s has expired: its operator must renew it";
    }
    if (is(CertificateNotYetValidException.class)) {
      return "the certificate of %s is not valid yet: check the clocks on both sides";
    }
    if (is(CertPathBuilderException.class)) {
      return "the certificate of %s is self-signed, or no known authority vouches for it";
    }
    if (is(NotSslRecordException.class)) {
      return "%s does not speak TLS: http is meant, or another port";
    }
    return is(CertificateException.class)
        ? "the certificate of %s is refused: " + root()
        : "the TLS handshake with %s failed: " + root();
  }

  // Netty throws the same class if there is no route to the network.
  private boolean isRefusal() {
    return chain().anyMatch(cause -> String.valueOf(cause.getMessage()).contains("refused"));
  }

  private boolean is(Class<? extends Throwable> type) {
    return chain().anyMatch(type::isInstance);
  }

  private String root() {
    Throwable last = chain().reduce(failure, (outer, inner) -> inner);
    return last.getMessage() == null ? last.getClass().getSimpleName() : last.getMessage();
  }

  private Stream<Throwable> chain() {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause);
  }

  private Exchange.Failed failed(PollOutcome outcome, String detail) {
    String place = NetUtil.toSocketAddressString(address);
    return new Exchange.Failed(outcome, detail.replace("%s", place), 0);
  }
}
