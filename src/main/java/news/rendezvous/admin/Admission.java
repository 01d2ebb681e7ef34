package news.rendezvous.admin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.text.Normalizer;
import java.time.Duration;
import java.util.IllformedLocaleException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import news.rendezvous.fetch.AddressGuard;
import news.rendezvous.item.CanonicalUrl;
import news.rendezvous.problem.Problem;
import news.rendezvous.problem.ProblemException;
import news.rendezvous.source.Source;
import news.rendezvous.source.SourceRegistry;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/** Makes a source of what an operator asks for, or says why it cannot be one. */
@ApplicationScoped
class Admission {

  private static final int MOST = 128;
  private static final int MOST_TITLE = 1024;
  private static final Duration LONGEST_INTERVAL = Duration.ofDays(365);
  private static final Pattern EDITION = Pattern.compile("[A-Za-z0-9._-]{1,64}");
  private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\p{Cs}]");
  private static final int MOST_URL = 8_000;

  private final AddressGuard guard;
  private final SourceRegistry sources;

  @Inject
  Admission(AddressGuard guard, SourceRegistry sources) {
    this.guard = guard;
    this.sources = sources;
  }

  /**
   * The source that is asked for.
   *
   * @throws ProblemException 422 that names the member and what is wrong with it
   */
  Source admit(SourceRequest request) {
    String url = checkedUrl(present(request.url()).orElseThrow(() -> unfit("url", "is required")));
    return new Source(
        Optional.ofNullable(request.id())
            .map(Admission::checkedId)
            .orElseGet(() -> idFor(request, url)),
        url,
        present(request.title()).map(Admission::checkedTitle).orElse(null),
        present(request.edition()).map(Admission::checkedEdition).orElse(null),
        present(request.language()).map(Admission::checkedLanguage).orElse(null),
        request.zone(),
        checkedInterval(request),
        present(request.linksBase()).map(Admission::checkedBase).orElse(null),
        request.enabled() == null || request.enabled(),
        false);
  }

  private static Optional<String> present(@Nullable String text) {
    return Optional.ofNullable(text).map(String::strip).filter(t -> !t.isEmpty());
  }

  // Spelled as a browser would send it: what stands in a text need not be a URL yet.
  private String checkedUrl(String url) {
    guard
        .refusal(url)
        .ifPresent(
            reason -> {
              throw unfit("url", "is refused: " + reason);
            });
    return CanonicalUrl.resolve(url, null)
        .filter(spelled -> spelled.length() <= MOST_URL)
        .orElseThrow(() -> unfit("url", "is not an absolute http or https URL"));
  }

  private static String checkedTitle(String title) {
    if (title.length() > MOST_TITLE || CONTROL.matcher(title).find()) {
      throw unfit("title", "must be at most %d characters without controls".formatted(MOST_TITLE));
    }
    return title;
  }

  private static String checkedEdition(String edition) {
    if (!EDITION.matcher(edition).matches()) {
      throw unfit("edition", "must be 1 to 64 of A-Z a-z 0-9 . _ -");
    }
    return edition;
  }

  private static String checkedId(String id) {
    if (!Source.isId(id)) {
      throw unfit("id", "must be 1 to 128 of A-Z a-z 0-9 . _ -");
    }
    return id;
  }

  private static String checkedLanguage(String language) {
    try {
      return new Locale.Builder().setLanguageTag(language).build().toLanguageTag();
    } catch (IllformedLocaleException e) {
      throw unfit("language", "must be a BCP 47 tag such as en or zh-CN");
    }
  }

  private static @Nullable Duration checkedInterval(SourceRequest request) {
    if (request.interval() != null
        && (request.interval().isNegative()
            || request.interval().isZero()
            || request.interval().compareTo(LONGEST_INTERVAL) > 0)) {
      throw unfit("interval", "must be longer than nothing and at most 365 days");
    }
    return request.interval();
  }

  private static String checkedBase(String base) {
    return CanonicalUrl.resolve(base, null)
        .orElseThrow(() -> unfit("links_base", "must be an absolute http or https URL"));
  }

  private static ProblemException unfit(String member, String reason) {
    return new ProblemException(
        new Problem(
            "unfit-source",
            "Unfit source",
            422,
            "The member '%s' %s.".formatted(member, reason),
            member));
  }

  private String idFor(SourceRequest request, String url) {
    String name = slug(present(request.title()).orElse(""));
    HttpUrl parsed = HttpUrl.parse(url);
    String base = name.isEmpty() && parsed != null ? slug(parsed.host()) : name;
    String stem = base.isEmpty() ? "source" : base;
    return IntStream.iterate(1, n -> n + 1)
        .mapToObj(n -> n == 1 ? stem : stem + "-" + n)
        .filter(id -> sources.find(id).isEmpty())
        .findFirst()
        .orElseThrow();
  }

  // Without accents, in lower case, words joined by hyphens; a title in another script gives none.
  private static String slug(String text) {
    String plain = Normalizer.normalize(text, Normalizer.Form.NFKD).replaceAll("\\p{M}", "");
    String slug =
        plain
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9.]+", "-")
            .replaceAll("^[-.]+|[-.]+$", "");
    return slug.substring(0, Math.min(slug.length(), MOST - 8));
  }
}
