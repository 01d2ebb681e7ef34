package news.rendezvous.admin;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import news.rendezvous.item.url.CanonicalUrl;
import news.rendezvous.item.url.FeedUrl;
import news.rendezvous.serve.http.problem.Problem;
import news.rendezvous.serve.http.problem.ProblemException;
import news.rendezvous.serve.hub.CallbackCheck;
import news.rendezvous.source.CredentialVault;
import news.rendezvous.source.StoredSecret;
import news.rendezvous.view.FilterConfig;
import news.rendezvous.view.FilterConstraints;
import news.rendezvous.view.saved.SavedView;
import news.rendezvous.view.saved.SavedViewConstraints;
import news.rendezvous.view.saved.Webhook;
import news.rendezvous.view.saved.Webhook.EventType;
import news.rendezvous.view.saved.WebhookConstraints;
import org.jspecify.annotations.Nullable;

/** Validates the definition of a view in a request and makes a {@link SavedView} of it. */
@ApplicationScoped
class ViewValidator {

  private final CallbackCheck callbacks;
  private final FilterConfig bounds;
  private final AdminConfig config;
  private final CredentialVault vault;

  @Inject
  ViewValidator(
      CallbackCheck callbacks, FilterConfig bounds, AdminConfig config, CredentialVault vault) {
    this.callbacks = callbacks;
    this.bounds = bounds;
    this.config = config;
    this.vault = vault;
  }

  /**
   * The requested view. A member that is null is absent; a blank one is a mistake, not absent.
   *
   * @param before the view that it replaces; null for none
   * @throws ProblemException 422 with the member and the expected form
   */
  SavedView validate(String id, ViewRequest request, @Nullable SavedView before) {
    check("id", id, SavedViewConstraints::id);
    String title = Objects.requireNonNullElse(request.title(), "").strip();
    check("title", title, SavedViewConstraints::title);
    return new SavedView(
        id,
        title,
        checked("description", request.description(), SavedViewConstraints::description),
        checked("q", request.q(), FilterConstraints.query(bounds)),
        values("source", request.source(), FilterConstraints::source),
        values("tag", request.tag(), FilterConstraints.tag(bounds)),
        values("lang", request.lang(), FilterConstraints::language),
        webhooks(id, request, before),
        false);
  }

  private List<String> values(
      String member,
      @Nullable List<@Nullable String> given,
      Function<String, Optional<String>> rule) {
    List<String> values =
        Objects.requireNonNullElse(given, List.<@Nullable String>of()).stream()
            .map(value -> Objects.requireNonNullElse(value, "").strip())
            .distinct()
            .toList();
    refuse(member, FilterConstraints.count(values.size(), bounds));
    values.forEach(value -> check(member, value, rule));
    return values;
  }

  private List<Webhook> webhooks(String id, ViewRequest request, @Nullable SavedView before) {
    List<ViewRequest.@Nullable WebhookRequest> given =
        Objects.requireNonNullElse(request.webhooks(), List.of());
    if (given.size() > config.maxWebhooks()) {
      throw invalid(
          "webhooks",
          "has %d webhooks; it may have at most %d".formatted(given.size(), config.maxWebhooks()));
    }
    Set<FeedUrl> urls = new HashSet<>();
    List<Webhook> webhooks = new ArrayList<>();
    for (int i = 0; i < given.size(); i++) {
      String member = "webhooks[%d]".formatted(i);
      Webhook webhook = webhook(id, member, given.get(i), before);
      if (!urls.add(webhook.url())) {
        throw invalid(member + ".url", "must be another one: the view has this URL already");
      }
      webhooks.add(webhook);
    }
    return webhooks;
  }

  private Webhook webhook(
      String id,
      String member,
      ViewRequest.@Nullable WebhookRequest request,
      @Nullable SavedView before) {
    if (request == null) {
      throw invalid(member, "must be an object with a 'url'");
    }
    String given = Objects.requireNonNullElse(request.url(), "").strip();
    check(member + ".url", given, WebhookConstraints::url);
    check(
        member + ".url",
        given,
        text -> callbacks.refusal(text).map(reason -> "is refused: " + reason));
    FeedUrl url = FeedUrl.of(CanonicalUrl.resolve(given, null).orElseThrow());
    return new Webhook(
        url,
        request.secret() == null
            ? kept(id, url, before)
            : secret(id, member + ".secret", request.secret(), url),
        values(member + ".events", request.events(), WebhookConstraints::event).stream()
            .map(ViewValidator::event)
            .toList());
  }

  private static EventType event(String label) {
    return Arrays.stream(EventType.values())
        .filter(type -> type.label().equals(label))
        .findFirst()
        .orElseThrow();
  }

  // Secrets are never shown, so a client that edits what it was shown would lose them. The secret
  // of another URL does not come along: whoever may change the URL must not learn it.
  private @Nullable StoredSecret kept(String id, FeedUrl url, @Nullable SavedView before) {
    return Optional.ofNullable(before).stream()
        .flatMap(view -> view.webhooks().stream())
        .filter(webhook -> webhook.url().equals(url))
        .flatMap(webhook -> Stream.ofNullable(webhook.secret()))
        .findFirst()
        .map(stored -> resealed(stored, id, url))
        .orElse(null);
  }

  // Encrypted from now on, where a key has been configured since.
  private StoredSecret resealed(StoredSecret stored, String id, FeedUrl url) {
    return stored.plain() == null ? stored : vault.seal(stored.plain(), Webhook.owner(id), url);
  }

  private @Nullable StoredSecret secret(String id, String member, JsonNode secret, FeedUrl url) {
    if (secret.isNull()) {
      return null;
    }
    if (!secret.isTextual()) {
      throw new ProblemException(
          Problem.malformedBody(
              "The member '%s' must be a text or null.".formatted(member), member));
    }
    check(member, secret.textValue(), WebhookConstraints::secret);
    return vault.seal(secret.textValue(), Webhook.owner(id), url);
  }

  // The value without surrounding white space; null for an absent member.
  private static @Nullable String checked(
      String member, @Nullable String value, Function<String, Optional<String>> rule) {
    if (value == null) {
      return null;
    }
    check(member, value.strip(), rule);
    return value.strip();
  }

  private static void check(String member, String value, Function<String, Optional<String>> rule) {
    refuse(member, rule.apply(value));
  }

  private static void refuse(String member, Optional<String> mistake) {
    mistake.ifPresent(
        form -> {
          throw invalid(member, form);
        });
  }

  private static ProblemException invalid(String member, String reason) {
    return new ProblemException(
        new Problem(
            "unfit-view",
            "Unfit view",
            422,
            "The member '%s' %s.".formatted(member, reason),
            member));
  }
}
