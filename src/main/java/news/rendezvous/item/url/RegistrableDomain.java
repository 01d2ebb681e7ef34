package news.rendezvous.item.url;

import crawlercommons.domains.EffectiveTldFinder;
import java.util.Optional;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * The registrable domain of a URL: public suffix and one label more (publicsuffix.org), the part
 * that one owner registers. An IP address and a name without a public suffix are domains of their
 * own.
 */
public final class RegistrableDomain {

  private RegistrableDomain() {}

  /** Reads the list of public suffixes, which takes half a second the first time. */
  public static void load() {
    EffectiveTldFinder.getInstance();
  }

  /** The domain of an http or https URL; empty for any other text. */
  public static Optional<String> of(@Nullable String url) {
    return Optional.ofNullable(url).map(HttpUrl::parse).map(RegistrableDomain::of);
  }

  /** The domain of a parsed URL. */
  public static String of(HttpUrl url) {
    return ofHost(url.host());
  }

  private static String ofHost(String host) {
    String assigned = isAddress(host) ? null : EffectiveTldFinder.getAssignedDomain(host);
    return assigned == null ? host : assigned;
  }

  // An IP address has no domain: its numbers are no labels.
  private static boolean isAddress(String host) {
    return host.indexOf(':') >= 0 || host.matches("[0-9.]+");
  }
}
