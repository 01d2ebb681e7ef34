package news.rendezvous.source;

import crawlercommons.domains.EffectiveTldFinder;
import java.nio.charset.StandardCharsets;
import okhttp3.HttpUrl;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/**
 * Which partition a source lives in: that of its registrable domain (the public suffix and one
 * label more, publicsuffix.org), so that one replica owns the politeness budget of all its hosts.
 */
final class Partitioning {

  private Partitioning() {}

  /** Reads the list of public suffixes, half a second of work that no event loop has time for. */
  static void load() {
    EffectiveTldFinder.getInstance();
  }

  static int of(String url, int partitions) {
    byte[] domain = registrableDomain(url).getBytes(StandardCharsets.UTF_8);
    return Utils.toPositive(Utils.murmur2(domain)) % partitions;
  }

  private static String registrableDomain(String url) {
    HttpUrl parsed = HttpUrl.parse(url);
    if (parsed == null) {
      return url; // admission refuses such a source; one on the topic must still live somewhere
    }
    String domain = isAddress(parsed.host()) ? null : assignedDomain(parsed.host());
    return domain == null ? parsed.host() : domain;
  }

  private static @Nullable String assignedDomain(String host) {
    return EffectiveTldFinder.getAssignedDomain(host);
  }

  // An address has no domain: its numbers are not labels.
  private static boolean isAddress(String host) {
    return host.indexOf(':') >= 0 || host.matches("[0-9.]+");
  }
}
