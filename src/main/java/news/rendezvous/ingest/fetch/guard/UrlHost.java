package news.rendezvous.ingest.fetch.guard;

import io.netty.util.NetUtil;
import java.math.BigInteger;
import java.net.InetAddress;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * The host of a URL, read as browsers read it (WHATWG URL Standard, "host parsing"): a host whose
 * last label is a number is an IPv4 address or a mistake, never a name. Otherwise {@code
 * 2130706433} or {@code 0x7f.1} would be a name for the guard and 127.0.0.1 for the system's
 * resolver.
 */
public sealed interface UrlHost {

  /** Letters, digits and hyphens (RFC 1123 section 2.1), and underscores, which are in use. */
  Pattern NAME = Pattern.compile("[a-z0-9_-]+(?:\\.[a-z0-9_-]+)*\\.?");

  public record Name(String name) implements UrlHost {}

  record Address(InetAddress address) implements UrlHost {}

  record Malformed() implements UrlHost {}

  /**
   * Parses the host of a URL.
   *
   * @param host in lower case and without brackets
   */
  static UrlHost of(String host) {
    if (host.indexOf(':') >= 0) {
      byte[] bytes = NetUtil.createByteArrayFromIpAddressString(host);
      return bytes == null ? new Malformed() : new Address(Cidr.address(bytes));
    }
    String[] labels =
        (host.endsWith(".") ? host.substring(0, host.length() - 1) : host).split("\\.", -1);
    String last = labels[labels.length - 1];
    if (Ipv4.ENDS_AS_NUMBER.matcher(last).matches()) {
      return Ipv4.of(List.of(labels));
    }
    return NAME.matcher(host).matches() ? new Name(host) : new Malformed();
  }

  /** The "IPv4 parser" of the same standard: up to four numbers, decimal, octal or hexadecimal. */
  final class Ipv4 {

    private static final Pattern ENDS_AS_NUMBER = Pattern.compile("\\d+|0x[0-9a-f]*");
    private static final Pattern NUMBER = Pattern.compile("0x[0-9a-f]*|0[0-7]*|[1-9]\\d*");

    private Ipv4() {}

    private static UrlHost of(List<String> labels) {
      if (labels.size() > 4 || !labels.stream().allMatch(l -> NUMBER.matcher(l).matches())) {
        return new Malformed();
      }
      List<BigInteger> numbers = labels.stream().map(Ipv4::number).toList();
      int last = numbers.size() - 1;
      // The last number fills all remaining bytes.
      boolean fits =
          numbers.get(last).bitLength() <= 8 * (4 - last)
              && numbers.stream().limit(last).allMatch(n -> n.bitLength() <= 8);
      return fits ? new Address(address(numbers)) : new Malformed();
    }

    private static BigInteger number(String text) {
      if (text.startsWith("0x")) {
        return new BigInteger("0" + text.substring(2), 16);
      }
      return new BigInteger(text, text.startsWith("0") ? 8 : 10);
    }

    private static InetAddress address(List<BigInteger> numbers) {
      int last = numbers.size() - 1;
      int bits =
          IntStream.range(0, last)
              .map(i -> numbers.get(i).intValue() << (24 - 8 * i))
              .reduce(numbers.get(last).intValue(), (a, b) -> a | b);
      return Cidr.address(
          new byte[] {(byte) (bits >> 24), (byte) (bits >> 16), (byte) (bits >> 8), (byte) bits});
    }
  }
}
