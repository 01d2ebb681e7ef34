package news.rendezvous.ingest.fetch.guard;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/** Special-purpose network, which is no part of the public internet. */
record SpecialNetwork(Cidr cidr, String name) {

  /**
   * Networks that the IANA IPv4 and IPv6 Special-Purpose Address Registries (RFC 6890, RFC 8190) do
   * not list as globally reachable; multicast; prefixes that embed an IPv4 address, which reach it
   * through a relay that is not checked; and public-looking addresses of services inside of clouds.
   * Blocks with some reachable parts (192.0.0.0/24, 2001::/23) are refused whole: no feed is served
   * from an anycast address for port control. The first match names an address.
   */
  private static final List<SpecialNetwork> ALL =
      """
      0.0.0.0/8          this host on this network, RFC 791
      10.0.0.0/8         private use, RFC 1918
      100.64.0.0/10      shared address space of carriers, RFC 6598; metadata of Alibaba Cloud
      127.0.0.0/8        loopback, RFC 1122
      161.26.0.0/16      services inside of IBM Cloud, IBM Cloud "service network"
      166.8.0.0/14       services inside of IBM Cloud, IBM Cloud "service network"
      168.63.129.16/32   virtual machine agent of Azure, Azure "What is IP address 168.63.129.16"
      169.254.0.0/16     link local, RFC 3927; metadata of most clouds
      172.16.0.0/12      private use, RFC 1918
      192.0.0.0/24       IETF protocol assignments, RFC 6890; metadata of Oracle Cloud
      192.0.2.0/24       documentation, RFC 5737
      192.88.99.0/24     6to4 relay anycast, RFC 7526
      192.168.0.0/16     private use, RFC 1918
      198.18.0.0/15      benchmarking, RFC 2544
      198.51.100.0/24    documentation, RFC 5737
      203.0.113.0/24     documentation, RFC 5737
      224.0.0.0/4        multicast, RFC 5771
      240.0.0.0/4        reserved, RFC 1112
      ::1/128            loopback, RFC 4291
      ::/128             unspecified, RFC 4291
      ::/96              IPv4-compatible, RFC 4291
      ::ffff:0:0:0/96    IPv4-translated, RFC 2765
      64:ff9b::/96       IPv4/IPv6 translation, RFC 6052
      64:ff9b:1::/48     local IPv4/IPv6 translation, RFC 8215
      100::/64           discard only, RFC 6666
      100:0:0:1::/64     dummy prefix, RFC 9780
      2001::/32          Teredo, RFC 4380
      2001::/23          IETF protocol assignments, RFC 2928
      2001:db8::/32      documentation, RFC 3849
      2002::/16          6to4, RFC 3056
      3fff::/20          documentation, RFC 9637
      5f00::/16          segment routing, RFC 9602
      fc00::/7           unique local, RFC 4193; metadata of AWS and Google Cloud
      fe80::/10          link local, RFC 4291
      fec0::/10          site local, RFC 3879
      ff00::/8           multicast, RFC 4291
      """
          .lines()
          .map(SpecialNetwork::read)
          .toList();

  /** RFC 4291 section 2.4: addresses outside it are not assigned to hosts. */
  private static final Cidr GLOBAL_UNICAST = Cidr.parse("2000::/3");

  private static SpecialNetwork read(String line) {
    String[] parts = line.split(" +", 2);
    return new SpecialNetwork(Cidr.parse(parts[0]), parts[1]);
  }

  /** Purpose of an address that is not public; empty for a public one. */
  static Optional<String> nameOf(InetAddress address) {
    return ALL.stream()
        .filter(network -> network.cidr.contains(address))
        .map(SpecialNetwork::name)
        .findFirst()
        .or(() -> unassigned(address));
  }

  private static Optional<String> unassigned(InetAddress address) {
    return address.getAddress().length == 4 || GLOBAL_UNICAST.contains(address)
        ? Optional.empty()
        : Optional.of("not global unicast, RFC 4291");
  }
}
