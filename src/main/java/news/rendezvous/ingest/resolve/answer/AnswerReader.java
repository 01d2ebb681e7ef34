package news.rendezvous.ingest.resolve.answer;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Positive;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import news.rendezvous.ingest.fetch.http.Exchange;
import news.rendezvous.ingest.fetch.http.HttpRequest.BodyPlan;
import news.rendezvous.ingest.fetch.http.ResponseHead;
import news.rendezvous.item.text.CharsetLabels;
import news.rendezvous.item.text.MediaTypes;
import news.rendezvous.item.url.CanonicalUrl;
import org.jspecify.annotations.Nullable;

/**
 * Parser of the answers of {@code getUrls} end points. The format of the original end point is not
 * public, so every common form is accepted. The body is sniffed before the content type counts:
 * lists of URLs are often sent as HTML.
 */
public final class AnswerReader {

  private final AnswerConfig config;
  private final Predicate<CanonicalUrl> allowed;

  public AnswerReader(AnswerConfig config, Predicate<CanonicalUrl> allowed) {
    this.config = config;
    this.allowed = allowed;
  }

  /** Reads no body of a redirect, an error, or media. */
  public BodyPlan plan(ResponseHead head) {
    long maxBody = config.maxBody().asLongValue();
    return hasContent(head.status()) && !MediaTypes.isMedia(type(head))
        ? new BodyPlan(maxBody, maxBody, BodyPlan.WhenOver.CUT)
        : BodyPlan.skip();
  }

  // RFC 9110 sections 15.3.4 and 15.3.7: transformed by a proxy, and an unrequested part.
  private static boolean hasContent(int status) {
    return status == 200 || status == 203 || status == 206;
  }

  public EndPointAnswer read(URI request, Exchange exchange) {
    if (exchange instanceof Exchange.Failed failed) {
      return new EndPointAnswer.Failed(
          failed.outcome().label(), failed.detail(), !failed.outcome().isSilence());
    }
    Exchange.Response response = (Exchange.Response) exchange;
    int status = response.head().status();
    if (hasContent(status)) {
      return content(request.toString(), response);
    }
    if (status == 204 || status == 404 || status == 410) {
      return absent(AnswerKind.ABSENT, status != 404);
    }
    String location = response.head().location();
    if (status >= 300 && status < 400 && location != null && !location.isBlank()) {
      return resolved(
          AnswerKind.REDIRECT,
          CanonicalUrl.of(location, request.toString()).stream().toList(),
          null,
          true);
    }
    boolean throttles = response.head().header("Retry-After") != null && status == 503;
    return failed(
        status == 429 || throttles ? AnswerKind.THROTTLED : AnswerKind.HTTP_ERROR,
        "answers " + status);
  }

  private static String type(ResponseHead head) {
    return MediaTypes.essence(head.header("Content-Type"));
  }

  private static EndPointAnswer failed(AnswerKind kind, String error) {
    return new EndPointAnswer.Failed(kind.label(), error, true);
  }

  private static EndPointAnswer absent(AnswerKind kind, boolean certain) {
    return new EndPointAnswer.Absent(kind.label(), certain);
  }

  private EndPointAnswer content(String request, Exchange.Response response) {
    String type = type(response.head());
    if (MediaTypes.isMedia(type)) {
      return selfTarget(AnswerKind.MEDIA, request, type);
    }
    String text = text(response);
    if (text.isBlank()) {
      return absent(AnswerKind.EMPTY, true);
    }
    return UrlList.ofJson(text)
        .map(urls -> listed(AnswerKind.JSON, urls, request))
        .or(() -> UrlList.ofLines(text).map(urls -> listed(AnswerKind.TEXT, urls, request)))
        .orElseGet(() -> document(request, response));
  }

  private EndPointAnswer document(String request, Exchange.Response response) {
    String type = type(response.head());
    if (type.equals("text/html") || type.equals("application/xhtml+xml")) {
      return page(request, response);
    }
    boolean data =
        type.isEmpty()
            || type.equals("text/plain")
            || type.endsWith("/json")
            || type.endsWith("+json");
    return data && response.head().status() == 200
        ? failed(AnswerKind.UNREADABLE, "answers %s that lists no URLs".formatted(type))
        : selfTarget(AnswerKind.DOCUMENT, request, null);
  }

  private static EndPointAnswer selfTarget(AnswerKind kind, String request, @Nullable String type) {
    return new EndPointAnswer.Resolved(
        kind.label(), CanonicalUrl.of(request).stream().toList(), type, null, true);
  }

  private EndPointAnswer page(String request, Exchange.Response response) {
    String charset = charset(response.head()).map(Charset::name).orElse(null);
    LandingPage page = LandingPage.read(response.body(), charset, request);
    Optional<CanonicalUrl> address = page.address();
    if (address.isPresent()) {
      return resolved(AnswerKind.PAGE, address.stream().toList(), page.title(), true);
    }
    if (page.isChallenge()) {
      return failed(AnswerKind.CHALLENGE, "answers a web firewall's challenge");
    }
    if (page.isNotFound()) {
      return absent(AnswerKind.NOT_FOUND_PAGE, false);
    }
    if (page.isLogin()) {
      return absent(AnswerKind.LOGIN_PAGE, false);
    }
    return resolved(
        AnswerKind.PAGE, CanonicalUrl.of(request).stream().toList(), page.title(), false);
  }

  private EndPointAnswer listed(AnswerKind kind, List<String> urls, String request) {
    List<CanonicalUrl> read =
        urls.stream().flatMap(url -> CanonicalUrl.of(url, request).stream()).toList();
    return read.isEmpty() ? absent(AnswerKind.EMPTY, true) : resolved(kind, read, null, true);
  }

  private EndPointAnswer resolved(
      AnswerKind kind, List<CanonicalUrl> urls, @Nullable String title, boolean certain) {
    if (urls.isEmpty()) {
      return failed(AnswerKind.UNREADABLE, "leads to no http or https URL");
    }
    List<CanonicalUrl> safe =
        urls.stream()
            .filter(url -> url.toString().length() <= config.maxUrl())
            .filter(allowed)
            .distinct()
            .limit(config.maxUrls())
            .toList();
    return safe.isEmpty()
        ? failed(AnswerKind.ADDRESS_BLOCKED, "leads to addresses that are not public")
        : new EndPointAnswer.Resolved(kind.label(), safe, null, title, certain);
  }

  private static String text(Exchange.Response response) {
    Charset charset = charset(response.head()).orElse(StandardCharsets.UTF_8);
    String text = new String(response.body(), charset);
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  private static Optional<Charset> charset(ResponseHead head) {
    return CharsetLabels.ofContentType(head.header("Content-Type"));
  }

  /** Limits of {@link AnswerReader}. */
  public interface AnswerConfig {

    /** Maximum size of a body, decoded; a longer one is truncated. */
    @WithDefault("512K")
    MemorySize maxBody();

    /** Maximum URLs of one reference: a story, or the few pictures of one. */
    @WithDefault("20")
    @Positive
    int maxUrls();

    /** Maximum length of a resolved URL, in characters; a longer one is dropped. */
    @WithDefault("8000")
    @Positive
    int maxUrl();
  }
}
