package news.rendezvous.source;

import java.nio.charset.StandardCharsets;
import news.rendezvous.item.RegistrableDomain;
import org.apache.kafka.common.utils.Utils;

/**
 * Which partition a source lives in: that of its registrable domain, so that one replica owns the
 * politeness budget of all its hosts.
 */
final class Partitioning {

  private Partitioning() {}

  static int of(String url, int partitions) {
    // Admission refuses what is no URL; one on the topic must still live somewhere.
    String domain = RegistrableDomain.of(url).orElse(url);
    return Utils.toPositive(Utils.murmur2(domain.getBytes(StandardCharsets.UTF_8))) % partitions;
  }
}
