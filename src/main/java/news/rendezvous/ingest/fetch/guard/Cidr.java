package news.rendezvous.ingest.fetch.guard;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/** A network in CIDR notation (RFC 4632, RFC 4291 section 2.3). */
public record Cidr(InetAddress network, int prefix) {

  public Cidr {
    if (prefix < 0 || prefix > network.getAddress().length * 8) {
      throw new IllegalArgumentException(
          "prefix length out of range: " + network.getHostAddress() + "/" + prefix);
    }
  }

  /**
   * A network such as {@code 10.0.0.0/8} or {@code fd00::/8}; an address alone is a network of one.
   * The configuration finds this method by its name.
   *
   * @throws IllegalArgumentException for anything else
   */
  public static Cidr parse(CharSequence text) {
    String[] parts = text.toString().strip().split("/", -1);
    byte[] network = NetUtil.createByteArrayFromIpAddressString(parts[0]);
    boolean counted = parts.length == 2 && parts[1].matches("\\d{1,3}");
    if (network == null || !(parts.length == 1 || counted)) {
      throw new IllegalArgumentException(
          "not a network in CIDR notation such as 10.0.0.0/8 or fd00::/8: " + text);
    }
    return new Cidr(address(network), counted ? Integer.parseInt(parts[1]) : network.length * 8);
  }

  /** The address of 4 or 16 bytes; one that is IPv4 written as IPv6 comes out as IPv4. */
  static InetAddress address(byte[] bytes) {
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException wrongLength) {
      throw new IllegalArgumentException("an address has 4 or 16 bytes", wrongLength);
    }
  }

  /** True for an address in this network; false for the other IP version. */
  boolean contains(InetAddress address) {
    byte[] ours = network.getAddress();
    byte[] theirs = address.getAddress();
    int whole = prefix / 8;
    int rest = prefix % 8;
    return ours.length == theirs.length
        && Arrays.equals(ours, 0, whole, theirs, 0, whole)
        && (rest == 0 || ((ours[whole] ^ theirs[whole]) & 0xff) >> (8 - rest) == 0);
  }
}
