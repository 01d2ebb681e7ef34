package news.rendezvous.admin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import news.rendezvous.ingest.fetch.guard.AddressGuard;
import news.rendezvous.ingest.poll.PollConfig;
import news.rendezvous.ingest.poll.SourceSummary;
import news.rendezvous.item.url.CanonicalUrl;
import news.rendezvous.item.url.FeedUrl;
import news.rendezvous.serve.http.problem.Problem;
import news.rendezvous.serve.http.problem.ProblemException;
import news.rendezvous.source.Authorization;
import news.rendezvous.source.CredentialVault;
import news.rendezvous.source.RequestHeaderConstraints;
import news.rendezvous.source.Source;
import news.rendezvous.source.SourceConstraints;
import org.jspecify.annotations.Nullable;

/** Validates the definition of a source in a request and makes a {@link Source} of it. */
@ApplicationScoped
class SourceValidator {

  private final AddressGuard guard;
  private final SourceIds ids;
  private final PollConfig polls;
  private final CredentialVault vault;

  @Inject
  SourceValidator(AddressGuard guard, SourceIds ids, PollConfig polls, CredentialVault vault) {
    this.guard = guard;
    this.ids = ids;
    this.polls = polls;
    this.vault = vault;
  }

  /**
   * The requested new source. A member that is null is absent; a blank one is a mistake, not
   * absent, since a value that was sent must not be ignored.
   *
   * @throws ProblemException 422 with the member and the expected form
   */
  Source validate(SourceRequest request) {
    FeedUrl url = url(request.url());
    String id =
        Optional.ofNullable(exact("id", request.id(), SourceConstraints::id))
            .orElseGet(() -> ids.derive(request.title(), url));
    return source(id, url, request, credentials(request, id, url));
  }

  /**
   * The definition that replaces the one of a source. Credentials are never shown, so a request
   * without that member keeps them: a client that edits what it was shown would lose them.
   *
   * @param before the summary of the source
   * @throws ProblemException 422 with the member and the expected form
   */
  Source validate(SourceRequest.Replacement received, SourceSummary before) {
    SourceRequest request = received.request();
    String id = before.id();
    if (request.id() != null && !request.id().equals(id)) {
      throw invalid("id", "must be '%s' or absent: the id of a source stays".formatted(id));
    }
    if (Boolean.TRUE.equals(request.discover())) {
      throw invalid("discover", "must be absent or false: it is for a new source only");
    }
    checkEdition(request, before);
    FeedUrl url = url(request.url());
    return source(
        id,
        url,
        request,
        received.setsAuthorization() ? credentials(request, id, url) : kept(before.source(), url));
  }

  // An edition is one writer's; the stories of a source cannot move from one to the other.
  private static void checkEdition(SourceRequest request, SourceSummary before) {
    String fixed = before.state() == null ? null : before.state().edition();
    if (request.edition() != null && fixed != null && !fixed.equals(request.edition())) {
      throw invalid(
          "edition",
          ("must be '%s' or absent: the edition is fixed at the first successful poll. Delete the"
                  + " source and add it again for another one")
              .formatted(fixed));
    }
  }

  // Whoever may change the URL must not learn the credentials by pointing it at a host of his own.
  private @Nullable Authorization kept(Source before, FeedUrl url) {
    Authorization stored = before.authorization();
    if (stored == null) {
      return null;
    }
    if (!before.url().origin().equals(url.origin())) {
      throw invalid(
          "authorization",
          "must be given again, or null to remove it: the stored one is for %s only"
              .formatted(before.url().origin()));
    }
    return stored.plain() == null
        ? stored
        : vault.seal(stored.scheme(), stored.plain(), before.id(), url);
  }

  private Source source(
      String id, FeedUrl url, SourceRequest request, @Nullable Authorization authorization) {
    return new Source(
        id,
        url,
        checked("title", request.title(), SourceConstraints::title),
        checked("edition", request.edition(), SourceConstraints::edition),
        Optional.ofNullable(checked("language", request.language(), SourceConstraints::language))
            .map(tag -> new Locale.Builder().setLanguageTag(tag).build().toLanguageTag())
            .orElse(null),
        Optional.ofNullable(checked("zone", request.zone(), SourceConstraints::zone))
            .map(ZoneId::of)
            .orElse(null),
        Optional.ofNullable(
                checked("interval", request.interval(), SourceValidator::intervalMistake))
            .map(Duration::parse)
            .orElse(null),
        checkedUrl("links_base", request.linksBase(), SourceConstraints::linksBase).orElse(null),
        request.enabled() == null || request.enabled(),
        false,
        checkedBackfill(request),
        checkedHeaders(request),
        authorization);
  }

  private static Map<String, String> checkedHeaders(SourceRequest request) {
    Map<String, String> headers = new LinkedHashMap<>();
    Objects.requireNonNullElse(request.headers(), Map.<String, String>of())
        .forEach((name, value) -> headers.put(name, Objects.requireNonNullElse(value, "")));
    RequestHeaderConstraints.headers(headers)
        .ifPresent(
            mistake -> {
              throw invalid("headers", mistake);
            });
    return headers;
  }

  private @Nullable Authorization credentials(SourceRequest request, String id, FeedUrl url) {
    SourceRequest.Credentials given = request.authorization();
    if (given == null) {
      return null;
    }
    SourceRequest.Basic basic = given.basic();
    String bearer = given.bearer();
    if ((basic == null) == (bearer == null)) {
      throw invalid(
          "authorization",
          "must have one of 'basic' and 'bearer', such as {\"basic\":{\"user\":\"reader\","
              + "\"password\":\"…\"}}");
    }
    if (bearer != null) {
      exact("authorization.bearer", bearer, RequestHeaderConstraints::bearer);
      return vault.seal(Authorization.Scheme.BEARER, "Bearer " + bearer, id, url);
    }
    String user = Objects.requireNonNullElse(Objects.requireNonNull(basic).user(), "");
    String password = basic.password();
    if (password == null) { // not taken as empty: it would replace the one that is stored
      throw invalid(
          "authorization.basic.password",
          "is missing: give the password again, or \"\" for an empty one");
    }
    exact("authorization.basic.user", user, RequestHeaderConstraints::user);
    exact("authorization.basic.password", password, RequestHeaderConstraints::password);
    return vault.seal(
        Authorization.Scheme.BASIC, RequestHeaderConstraints.basicHeader(user, password), id, url);
  }

  /**
   * The member {@code url}, of a feed or of a site.
   *
   * @throws ProblemException 422 with the expected form, or why the address guard refuses it
   */
  FeedUrl url(@Nullable String url) {
    return checkedUrl("url", url, SourceConstraints::url)
        .map(FeedUrl::of)
        .orElseThrow(
            () -> invalid("url", "is missing: it " + SourceConstraints.url("").orElseThrow()));
  }

  // Serialised as a browser would (WHATWG URL); the text of a valid URL may hold spaces and the
  // like.
  private Optional<String> checkedUrl(
      String member, @Nullable String url, Function<String, Optional<String>> rule) {
    Optional<String> given = Optional.ofNullable(checked(member, url, rule));
    given
        .flatMap(guard::refusal)
        .ifPresent(
            reason -> {
              throw invalid(member, "is refused: " + reason);
            });
    return given.map(text -> CanonicalUrl.resolve(text, null).orElseThrow());
  }

  private static Optional<String> intervalMistake(String interval) {
    try {
      return SourceConstraints.interval(Duration.parse(interval));
    } catch (DateTimeParseException e) {
      return Optional.of("must be an ISO 8601 duration, such as PT15M");
    }
  }

  private int checkedBackfill(SourceRequest request) {
    int pages = request.backfill() == null ? 0 : request.backfill();
    if (pages < 0 || pages > polls.maxBackfill()) {
      throw invalid("backfill", "must be 0 to %d pages, such as 3".formatted(polls.maxBackfill()));
    }
    return pages;
  }

  // The value without surrounding white space; null for an absent member.
  private static @Nullable String checked(
      String member, @Nullable String value, Function<String, Optional<String>> rule) {
    return exact(member, value == null ? null : value.strip(), rule);
  }

  private static @Nullable String exact(
      String member, @Nullable String value, Function<String, Optional<String>> rule) {
    Optional.ofNullable(value)
        .flatMap(rule)
        .ifPresent(
            form -> {
              throw invalid(member, form);
            });
    return value;
  }

  private static ProblemException invalid(String member, String reason) {
    return new ProblemException(
        new Problem(
            "unfit-source",
            "Unfit source",
            422,
            "The member '%s' %s.".formatted(member, reason),
            member));
  }

  /** The reason of a problem with a URL, as a predicate of that URL; else all of its detail. */
  static String reason(Problem problem) {
    String subject = "The member 'url' ";
    return problem.detail().startsWith(subject)
        ? problem.detail().substring(subject.length())
        : problem.detail();
  }
}
