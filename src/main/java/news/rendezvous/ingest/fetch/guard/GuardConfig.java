package news.rendezvous.ingest.fetch.guard;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.List;
import java.util.Optional;

/** Keys of {@link AddressGuard}. */
public interface GuardConfig {

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
}
