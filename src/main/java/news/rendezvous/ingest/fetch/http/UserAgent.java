package news.rendezvous.ingest.fetch.http;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.util.Optional;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * User-Agent of all requests (RFC 9110 section 10.1.5) in the form of crawlers: product, version
 * and contact, {@code Rendezvous/1.0 (+https://news.example.org/)}.
 */
public record UserAgent(String value, boolean hasContact) {

  // RFC 9110 section 5.6.5: a comment ends at a parenthesis.
  private static final Pattern MAIL = Pattern.compile("(?:mailto:)?[!-'*-?A-Z^-~]+@[A-Za-z0-9.-]+");

  static UserAgent of(TransportConfig config) {
    String contact = config.contact().map(String::strip).filter(c -> !c.isEmpty()).orElse(null);
    return contact == null
        ? new UserAgent(config.userAgent(), false)
        : new UserAgent("%s (+%s)".formatted(config.userAgent(), checked(contact)), true);
  }

  /** The form of a contact that is neither a URL nor a mail address; empty for any other. */
  public static Optional<String> contactMistake(String contact) {
    return contact(contact.strip()) == null
        ? Optional.of(
            "must be a URL or a mail address, such as https://news.example.org/about or"
                + " ops@example.org")
        : Optional.empty();
  }

  private static @Nullable String contact(String written) {
    return MAIL.matcher(written).matches() ? written : url(written);
  }

  private static String checked(String contact) {
    String written = contact(contact);
    if (written == null) {
      throw new ConfigurationException(
          "rendezvous.fetch.contact is '%s', but it %s"
              .formatted(contact, contactMistake(contact).orElseThrow()));
    }
    return written;
  }

  private static @Nullable String url(String contact) {
    HttpUrl url = HttpUrl.parse(contact);
    return url == null ? null : url.uri().toASCIIString().replace("(", "%28").replace(")", "%29");
  }
}
