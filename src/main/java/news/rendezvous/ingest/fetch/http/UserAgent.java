package news.rendezvous.ingest.fetch.http;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * User-Agent of all requests (RFC 9110 section 10.1.5) in the form of crawlers: product, version
 * and contact, {@code Rendezvous/1.0 (+https://news.example.org/)}.
 */
record UserAgent(String value, boolean hasContact) {

  // RFC 9110 section 5.6.5: a comment ends at a parenthesis.
  private static final Pattern MAIL = Pattern.compile("(?:mailto:)?[!-'*-?A-Z^-~]+@[A-Za-z0-9.-]+");

  static UserAgent of(TransportConfig config) {
    String contact = config.contact().map(String::strip).filter(c -> !c.isEmpty()).orElse(null);
    return contact == null
        ? new UserAgent(config.userAgent(), false)
        : new UserAgent("%s (+%s)".formatted(config.userAgent(), checked(contact)), true);
  }

  private static String checked(String contact) {
    String written = MAIL.matcher(contact).matches() ? contact : url(contact);
    if (written == null) {
      throw new ConfigurationException(
          ("rendezvous.fetch.contact is neither a URL nor a mail address: '%s'."
                  + " A right one is https://news.example.org/about or ops@example.org")
              .formatted(contact));
    }
    return written;
  }

  private static @Nullable String url(String contact) {
    HttpUrl url = HttpUrl.parse(contact);
    return url == null ? null : url.uri().toASCIIString().replace("(", "%28").replace(")", "%29");
  }
}
