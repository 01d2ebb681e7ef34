package news.rendezvous.resolve;

import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import news.rendezvous.fetch.BodyPlan;
import news.rendezvous.fetch.Exchange;
import news.rendezvous.fetch.ResponseHead;
import news.rendezvous.item.CanonicalUrl;
import news.rendezvous.item.MediaTypes;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a {@code getUrls} end point answered. What the original end point answers is not
 * public, so every usual form is understood; the content type decides between them.
 */
final class AnswerReader {

  private static final Pattern CHARSET =
      Pattern.compile("charset\\s*=\\s*\"?([^\";\\s]+)", Pattern.CASE_INSENSITIVE);

  private final ResolveConfig config;
  private final Predicate<CanonicalUrl> allowed;

  /**
   * A reader.
   *
   * @param config bounds of what is read
   * @param allowed whether an address may be handed on; the same guard as for requests
   */
  AnswerReader(ResolveConfig config, Predicate<CanonicalUrl> allowed) {
    this.config = config;
    this.allowed = allowed;
  }

  /** How much of a body is worth reading: nothing of a redirect, an error, or media. */
  BodyPlan plan(ResponseHead head) {
    long maxBody = config.maxBody().asLongValue();
    boolean read = head.status() == 200 && form(head) != Form.MEDIA && form(head) != Form.OTHER;
    return read
        ? new BodyPlan(new BodyPlan.Limit(maxBody, maxBody), BodyPlan.WhenOver.CUT)
        : BodyPlan.skip();
  }

  Answer read(URI request, Exchange exchange) {
    if (exchange instanceof Exchange.Failed failed) {
      return new Answer.Failed(failed.outcome().label());
    }
    Exchange.Response response = (Exchange.Response) exchange;
    int status = response.head().status();
    if (status == 200) {
      return success(request.toString(), response);
    }
    if (status == 204 || status == 404 || status == 410) {
      return new Answer.Absent("absent");
    }
    String location = response.head().location();
    if (status >= 300 && status < 400 && location != null && !location.isBlank()) {
      return leadingTo("redirect", CanonicalUrl.of(location, request.toString()).stream().toList());
    }
    boolean throttles = response.head().header("Retry-After") != null && status == 503;
    return new Answer.Failed(status == 429 || throttles ? "throttled" : "http_error");
  }

  private enum Form {
    JSON,
    TEXT,
    MEDIA,
    PAGE,
    OTHER
  }

  private static Form form(ResponseHead head) {
    String type = MediaTypes.essence(head.header("Content-Type"));
    if (MediaTypes.kind(type).isPresent()) {
      return Form.MEDIA;
    }
    if (type.endsWith("/json") || type.endsWith("+json")) {
      return Form.JSON;
    }
    return switch (type) {
      case "text/html", "application/xhtml+xml" -> Form.PAGE;
      case "text/plain", "" -> Form.TEXT;
      default -> Form.OTHER;
    };
  }

  private Answer success(String request, Exchange.Response response) {
    return switch (form(response.head())) {
      case MEDIA -> media(request, response.head());
      case PAGE -> page(request, response);
      case JSON -> json(text(response));
      case TEXT -> plain(text(response));
      case OTHER -> new Answer.Failed("unreadable");
    };
  }

  private static Answer media(String request, ResponseHead head) {
    return new Answer.Resolved(
        "media",
        CanonicalUrl.of(request).stream().toList(),
        MediaTypes.essence(head.header("Content-Type")));
  }

  private Answer page(String request, Exchange.Response response) {
    String charset = charset(response.head()).map(Charset::name).orElse(null);
    Page page = Page.read(response.body(), charset, request);
    Optional<CanonicalUrl> address = page.address();
    if (address.isEmpty() && page.isChallenge()) {
      return new Answer.Failed("challenge");
    }
    return leadingTo("page", address.or(() -> CanonicalUrl.of(request)).stream().toList());
  }

  private Answer json(String text) {
    return UrlList.ofJson(text)
        .map(urls -> listed("json", urls))
        .orElse(new Answer.Failed("unreadable"));
  }

  private Answer plain(String text) {
    return UrlList.looksLikeJson(text) ? json(text) : listed("text", UrlList.ofLines(text));
  }

  private Answer listed(String label, List<String> urls) {
    if (urls.isEmpty()) {
      return new Answer.Absent("empty");
    }
    return leadingTo(label, urls.stream().flatMap(url -> CanonicalUrl.of(url).stream()).toList());
  }

  private Answer leadingTo(String label, List<CanonicalUrl> urls) {
    if (urls.isEmpty()) {
      return new Answer.Failed("unreadable");
    }
    List<CanonicalUrl> safe =
        urls.stream()
            .filter(url -> url.toString().length() <= config.maxUrl())
            .filter(allowed)
            .distinct()
            .limit(config.maxUrls())
            .toList();
    return safe.isEmpty()
        ? new Answer.Failed("address_blocked")
        : new Answer.Resolved(label, safe, null);
  }

  private static String text(Exchange.Response response) {
    Charset charset = charset(response.head()).orElse(StandardCharsets.UTF_8);
    String text = new String(response.body(), charset);
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  private static Optional<Charset> charset(ResponseHead head) {
    Matcher named = CHARSET.matcher(orEmpty(head.header("Content-Type")));
    return named.find() ? charset(named.group(1)) : Optional.empty();
  }

  private static Optional<Charset> charset(String name) {
    try {
      return Charset.isSupported(name) ? Optional.of(Charset.forName(name)) : Optional.empty();
    } catch (IllegalCharsetNameException e) {
      return Optional.empty(); // as good as no charset: the default is read
    }
  }

  private static String orEmpty(@Nullable String value) {
    return value == null ? "" : value;
  }
}
