package news.rendezvous.ingest.resolve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.context.Context;
import io.smallrye.mutiny.Uni;
import io.vertx.core.MultiMap;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import news.rendezvous.ingest.dialect.reference.EntryReference;
import news.rendezvous.ingest.fetch.http.Exchange;
import news.rendezvous.ingest.fetch.http.HttpRequest;
import news.rendezvous.ingest.fetch.http.ResponseHead;
import news.rendezvous.ingest.fetch.politeness.HostKey;
import news.rendezvous.ingest.fetch.politeness.RequestClock;
import news.rendezvous.ingest.fetch.politeness.RequestKind;
import news.rendezvous.ingest.fetch.politeness.RequestScheduler;
import news.rendezvous.ingest.resolve.KnownReferences.KnownReference;
import news.rendezvous.ingest.resolve.KnownReferences.ReferenceState;
import news.rendezvous.ingest.resolve.answer.EndPointAnswer;
import news.rendezvous.ingest.resolve.answer.ReferenceQuery;
import news.rendezvous.ingest.resolve.cache.AnswerCache;
import news.rendezvous.item.Related;
import news.rendezvous.item.url.CanonicalUrl;
import news.rendezvous.item.url.LinkHash;
import news.rendezvous.kafka.trace.PipelineTracing;
import news.rendezvous.source.PollOutcome;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ResolverTest {

  private static final HostKey HOST = HostKey.of("https://harbour.example/");

  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
  private final Map<String, Uni<Exchange>> answers = new ConcurrentHashMap<>();
  private volatile Instant now = Instant.parse("2026-03-03T10:00:00Z");
  private final Resolver resolver = waiting(Duration.ofSeconds(10));
  private final Resolver impatient = waiting(Duration.ofMillis(200));

  @Test
  void resolvesReferences() {
    answers.put("/1", redirect("https://pier.example/quay.jpg"));
    answers.put("/2", redirect("http://harbour.example/ferry?utm_source=rss"));
    answers.put("/3", redirect("https://pier.example/bridge"));
    answers.put("/4", redirect("https://pier.example/song.mp3"));
    answers.put("/5", status(404));

    List<Related> related =
        resolve(
            List.of(at("/1"), at("/2"), at("/3"), at("/4"), at("/5")),
            "https://harbour.example/ferry");

    assertThat(related)
        .extracting(Related::kind)
        .containsExactly(
            Related.Kind.IMAGE,
            Related.Kind.SELF,
            Related.Kind.STORY,
            Related.Kind.MEDIA,
            Related.Kind.UNRESOLVED);
  }

  @Test
  void recognisesTheTargetOfTheOwnPermalink() {
    answers.put("/1", redirect("https://pier.example/ferry"));
    answers.put("/2", redirect("https://pier.example/ferry"));
    EntryReference link = at("/1");

    List<Related> related =
        resolve(
            List.of(at("/2"), link), "https://harbour.example/news/getUrls?link=" + link.link());

    assertThat(related)
        .extracting(Related::kind)
        .containsExactly(Related.Kind.SELF, Related.Kind.SELF);
  }

  @Test
  void keepsTheFirstOfSeveralReferencesToAUrl() {
    answers.put("/1", redirect("https://pier.example/bridge?utm_medium=a"));
    answers.put("/2", redirect("https://pier.example/bridge#top"));

    List<Related> related = resolve(List.of(at("/1"), at("/2")), null);

    assertThat(related).hasSize(2); // each has a place of its own in the content
    assertThat(Related.distinct(related)).extracting(Related::title).containsExactly("Title of /1");
  }

  @Test
  void requestsTheNextAddressAfterAFailure() {
    answers.put("/gone", status(404));
    answers.put("/here", redirect("https://pier.example/bridge"));

    List<Related> related = resolve(List.of(at("/gone", "/here", "/never")), null);

    assertThat(related).extracting(Related::kind).containsExactly(Related.Kind.STORY);
    assertThat(asked).containsExactly("/gone", "/here");
  }

  @Test
  void discoversTheEndPointOfASourceOnce() {
    DocumentReferences document = resolver.of("source", Context.root());
    answers.put("/1/getUrls", redirect("https://pier.example/bridge"));
    List<CompletableFuture<List<Related>>> all =
        IntStream.rangeClosed(1, 30)
            .mapToObj(
                n ->
                    document
                        .resolve(List.of(relative("1", n + "/getUrls", "getUrls")), null)
                        .subscribeAsCompletionStage())
            .toList();

    assertThat(all)
        .allSatisfy(
            related ->
                assertThat(related.get())
                    .extracting(Related::kind)
                    .containsExactly(Related.Kind.STORY));
    assertThat(asked).containsExactly("/1/getUrls");
    assertThat(resolver.known().state("source"))
        .isEqualTo(new ReferenceState(1, 0, "https://harbour.example/1/getUrls", null));
  }

  @Test
  void requestsTheKnownEndPointFirst() {
    answers.put("/a/getUrls", status(404));
    answers.put("/b/getUrls", page("<p>Harbour News</p>"));
    answers.put("/getUrls", redirect("https://pier.example/bridge"));
    resolve(List.of(relative("1", "a/getUrls", "b/getUrls", "getUrls")), null);

    resolve(List.of(relative("2", "c/getUrls", "d/getUrls", "getUrls")), null);

    assertThat(asked).containsExactly("/a/getUrls", "/b/getUrls", "/getUrls", "/getUrls");
  }

  @Test
  void requestsOtherAddressesAfterANegativeAnswer() {
    answers.put("/a/getUrls", redirect("https://pier.example/bridge"));
    resolve(List.of(relative("1", "a/getUrls", "getUrls")), null);
    answers.put("/a/getUrls", status(404));
    answers.put("/b/getUrls", redirect("https://pier.example/quay"));

    List<Related> related = resolve(List.of(relative("2", "b/getUrls", "getUrls")), null);

    assertThat(related).extracting(Related::kind).containsExactly(Related.Kind.STORY);
    assertThat(resolver.known().state("source").endPoint())
        .isEqualTo("https://harbour.example/b/getUrls");
  }

  @Test
  void usesAPageWithoutABetterAnswer() {
    answers.put("/a/getUrls", status(404));
    answers.put("/b/getUrls", page("<title>The quay</title>"));
    answers.put("/getUrls", status(404));

    List<Related> related =
        resolve(List.of(relative("1", "a/getUrls", "b/getUrls", "getUrls")), null);
    resolve(List.of(relative("1", "c/getUrls", "getUrls")), null);

    assertThat(related.get(0).urls())
        .extracting(CanonicalUrl::toString)
        .containsExactly("https://harbour.example/b/getUrls?link=" + related.get(0).link());
    assertThat(related).extracting(Related::pageTitle).containsExactly("The quay");
    assertThat(asked).containsExactly("/a/getUrls", "/b/getUrls", "/getUrls");
  }

  @Test
  void stopsAtAFailingEndPoint() {
    answers.put("/a/getUrls", status(500));

    resolve(List.of(relative("1", "a/getUrls", "getUrls")), null);

    assertThat(asked).containsExactly("/a/getUrls");
    assertThat(resolver.known().state("source").lastError())
        .isEqualTo("https://harbour.example/a/getUrls?link=" + hash("1") + " answers 500");
  }

  @Test
  void skipsOtherAddressesOfAHostWithoutResponse() {
    answers.put(
        "/a/getUrls",
        Uni.createFrom().item(new Exchange.Failed(PollOutcome.TIMEOUT, "no answer", 0)));

    resolve(List.of(relative("1", "a/getUrls", "b/getUrls", "getUrls")), null);
    resolver.requestDue(source -> true);

    assertThat(asked).containsExactly("/a/getUrls");
  }

  @Test
  void listsFiftyReferencesAndQueuesTheOthers() {
    List<EntryReference> many = IntStream.range(0, 60).mapToObj(i -> at("/" + i)).toList();
    many.forEach(one -> answers.put(path(one), redirect("https://pier.example" + path(one))));

    List<Related> listed = resolve(many, null);
    resolver.requestDue(source -> true);

    assertThat(listed).hasSize(50);
    LinkHash last = many.get(59).link();
    KnownReference known =
        await()
            .until(
                () -> resolver.known().find(last).orElseThrow(),
                found -> found.kind() == Related.Kind.STORY);
    assertThat(known.title()).isEqualTo("Title of /59");
    assertThat(known.urls())
        .extracting(CanonicalUrl::toString)
        .containsExactly("https://pier.example/59");
  }

  @Test
  void findsTheSecondReferenceToAUrl() {
    answers.put("/1", redirect("https://pier.example/quay.jpg"));
    answers.put("/2", redirect("https://pier.example/quay.jpg"));

    List<Related> listed = resolve(List.of(at("/1"), at("/2")), null);

    assertThat(Related.distinct(listed)).hasSize(1);
    assertThat(resolver.known().find(at("/2").link()).orElseThrow().kind())
        .isEqualTo(Related.Kind.IMAGE);
    assertThat(resolver.known().find(at("/3").link())).isEmpty();
  }

  @Test
  void repeatsARequestForAnOperator() {
    answers.put("/1", redirect("https://pier.example/wrong"));
    List<Related> published = resolve(List.of(at("/1")), null);
    answers.put("/1", redirect("https://pier.example/right"));

    assertThat(resolver.request(at("/1").link())).isTrue();
    resolver.requestDue(source -> true);

    List<Related> corrected =
        await()
            .until(
                () -> resolver.update("source", published, null),
                known -> !known.equals(published));
    assertThat(corrected.get(0).urls())
        .extracting(CanonicalUrl::toString)
        .containsExactly("https://pier.example/right");
    assertThat(resolver.known().corrected()).containsExactly(at("/1").link());
    assertThat(resolver.request(at("/2").link())).isFalse();
  }

  @Test
  void repeatsRequestsForUnresolvedReferencesOfASource() {
    answers.put("/1", status(404));
    answers.put("/2", redirect("https://pier.example/quay"));
    resolve(List.of(at("/1"), at("/2")), null);
    answers.put("/1", redirect("https://pier.example/late"));

    resolver.requestUnresolved("other");
    resolver.requestDue(source -> true);
    resolver.requestUnresolved("source");
    resolver.requestDue(source -> true);

    await().until(() -> resolver.known().state("source").unresolved() == 0);
    assertThat(asked).containsExactly("/1", "/2", "/1");
  }

  @Test
  void restoresTheHoldOfAHostFromTheLog() {
    RequestScheduler requests = RequestClock.running(1, "0s");
    Resolver fresh = resolver(new ResolveSettings(Duration.ofMillis(200)), requests);
    EndPointAnswer throttled = new EndPointAnswer.Failed("throttled", "answers 429", true);
    AnswerCache before =
        new AnswerCache(new ResolveSettings(Duration.ZERO), () -> now, (link, kept) -> {});
    ReferenceQuery inquiry = ReferenceQuery.of("source", at("/1"));

    fresh.learn(
        inquiry.link(),
        before.keep(inquiry, inquiry.addresses().get(0), throttled, Duration.ofHours(1)));
    resolve(fresh, List.of(at("/2")), null);

    assertThat(asked).isEmpty();
    assertThat(requests.heldFor(HOST)).isPositive();
  }

  @Test
  void makesNoRequestBeforeTheLogIsRead() {
    Resolver starting =
        resolver(new ResolveSettings(Duration.ofMillis(100)), RequestClock.running(1, "0s"));
    Resolver unread = unread(new ResolveSettings(Duration.ofMillis(100)));
    answers.put("/1", redirect("https://pier.example/quay"));

    List<Related> early = resolve(unread, List.of(at("/1")), null);
    unread.requestDue(source -> true);

    assertThat(early).extracting(Related::kind).containsExactly(Related.Kind.UNRESOLVED);
    assertThat(asked).isEmpty();
    resolve(starting, List.of(at("/1")), null);
    assertThat(asked).containsExactly("/1");
  }

  @Test
  void leavesAReferenceWithoutAnAddressUnresolved() {
    assertThat(resolve(List.of(at()), null))
        .containsExactly(Related.unresolved(hash(""), "Title of ", List.of()));
  }

  @Test
  void cachesAnAnswerAfterTheTimeout() {
    CompletableFuture<Exchange> slow = new CompletableFuture<>();
    answers.put("/slow", Uni.createFrom().completionStage(slow));
    List<Related> early = resolve(impatient, List.of(at("/slow")), null);

    slow.complete(
        response(
            302, MultiMap.caseInsensitiveMultiMap().add("Location", "https://pier.example/b")));

    assertThat(early).extracting(Related::kind).containsExactly(Related.Kind.UNRESOLVED);
    await()
        .untilAsserted(
            () ->
                assertThat(resolve(impatient, List.of(at("/slow")), null))
                    .extracting(Related::kind)
                    .containsExactly(Related.Kind.STORY));
    assertThat(asked).containsExactly("/slow");
  }

  @Test
  void stopsAfterTheCurrentAddressWithoutWaiters() {
    CompletableFuture<Exchange> slow = new CompletableFuture<>();
    answers.put("/slow", Uni.createFrom().completionStage(slow));
    answers.put("/next", redirect("https://pier.example/b"));
    List<Related> published = resolve(impatient, List.of(at("/slow", "/next")), null);

    slow.complete(response(404, MultiMap.caseInsensitiveMultiMap()));

    await()
        .untilAsserted(
            () ->
                assertThat(again(impatient, published))
                    .extracting(Related::kind)
                    .containsExactly(Related.Kind.STORY));
    assertThat(asked).containsExactly("/slow", "/next");
  }

  @Test
  void coalescesConcurrentRequests() {
    CompletableFuture<Exchange> answer = new CompletableFuture<>();
    answers.put("/1", Uni.createFrom().completionStage(answer));
    List<CompletableFuture<List<Related>>> waiting =
        IntStream.range(0, 20)
            .mapToObj(
                i ->
                    resolver
                        .of("source", Context.root())
                        .resolve(List.of(at("/1")), null)
                        .subscribeAsCompletionStage())
            .toList();

    answer.complete(
        response(
            302, MultiMap.caseInsensitiveMultiMap().add("Location", "https://pier.example/b")));

    assertThat(waiting)
        .allSatisfy(
            related ->
                assertThat(related.get())
                    .extracting(Related::kind)
                    .containsExactly(Related.Kind.STORY));
    assertThat(asked).containsExactly("/1");
  }

  @Test
  void repeatsARequestWhenItIsDue() {
    answers.put("/ok", redirect("https://pier.example/b"));
    answers.put("/absent", status(404));
    answers.put("/down", status(503));
    List<EntryReference> all = List.of(at("/ok"), at("/absent"), at("/down"));

    for (String hours : List.of("PT0S", "PT29S", "PT2S", "PT31S", "PT30S", "PT24H", "PT144H")) {
      now = now.plus(Duration.parse(hours));
      resolve(all, null);
    }

    assertThat(Collections.frequency(asked, "/ok")).as("resolved: after 7 days").isEqualTo(2);
    assertThat(Collections.frequency(asked, "/absent")).as("absent: after a day").isEqualTo(3);
    assertThat(Collections.frequency(asked, "/down")).as("down: 30 s, 60 s, …").isEqualTo(5);
  }

  @Test
  void limitsTheConcurrencyOfAHost() {
    List<EntryReference> many = IntStream.range(0, 10).mapToObj(i -> at("/" + i)).toList();
    many.forEach(
        reference ->
            answers.put(reference.addresses().get(0).getPath(), Uni.createFrom().nothing()));

    resolve(impatient, many, null);

    assertThat(asked).hasSize(3);
  }

  @Test
  void servesSourcesInTurn() {
    List<EntryReference> many = IntStream.range(0, 10).mapToObj(i -> at("/" + i)).toList();
    many.forEach(
        reference -> {
          String path = reference.addresses().get(0).getPath();
          answers.put(path, redirect("https://pier.example" + path));
        });

    List<Related> related = resolve(many, null);

    assertThat(related).hasSize(10).extracting(Related::kind).containsOnly(Related.Kind.STORY);
  }

  @Test
  void countsAnswersByKind() {
    answers.put("/1", redirect("https://pier.example/b"));
    answers.put(
        "/2", Uni.createFrom().item(new Exchange.Failed(PollOutcome.DNS_ERROR, "no such host", 0)));
    answers.put("/3", Uni.createFrom().failure(new IllegalStateException("a bug")));

    List<Related> related = resolve(List.of(at("/1"), at("/2"), at("/3")), null);

    assertThat(related).hasSize(3);
    assertThat(List.of("redirect", "dns_error", "error"))
        .allSatisfy(
            label ->
                assertThat(metrics.get("rendezvous.resolve").tag("kind", label).counter().count())
                    .isEqualTo(1));
  }

  @Test
  void updatesPublishedReferencesFromTheCache() {
    answers.put("/down", status(503));
    answers.put("/up", redirect("https://pier.example/up"));
    List<Related> published = resolve(List.of(at("/down"), at("/up")), null);

    answers.put("/down", redirect("https://pier.example/quay.jpg"));
    List<Related> early = again(resolver, published);
    now = now.plusSeconds(31);
    List<Related> late =
        await()
            .until(
                () -> again(resolver, published),
                known -> known.stream().noneMatch(Related::lacksTarget));

    assertThat(early).isEqualTo(published);
    assertThat(late)
        .extracting(Related::kind)
        .containsExactly(Related.Kind.IMAGE, Related.Kind.STORY);
    assertThat(late).allSatisfy(related -> assertThat(related.addresses()).isEmpty());
    assertThat(asked).containsExactly("/down", "/up", "/down");
  }

  @Test
  void keepsTheFirstOfTwoPublishedReferencesToAUrl() {
    answers.put("/late", status(503));
    answers.put("/early", redirect("https://pier.example/b"));
    List<Related> published = resolve(List.of(at("/late"), at("/early")), null);

    answers.put("/late", redirect("https://pier.example/b"));
    now = now.plusSeconds(31);

    await()
        .untilAsserted(
            () ->
                assertThat(again(resolver, published))
                    .extracting(Related::title)
                    .containsExactly("Title of /late"));
  }

  @Test
  void requestsPublishedReferencesInTheBackground() {
    List<Related> published =
        IntStream.range(0, 10)
            .mapToObj(i -> at("/" + i))
            .map(one -> Related.unresolved(one.link(), one.title(), one.addresses()))
            .toList();
    IntStream.range(0, 10).forEach(i -> answers.put("/" + i, Uni.createFrom().nothing()));

    IntStream.range(0, 3).forEach(round -> again(resolver, published));

    assertThat(asked).hasSize(3);
  }

  @Test
  void defersRequestsOverTheQueueLimits() {
    ResolveSettings narrow = new ResolveSettings(Duration.ofMillis(200), 5, 4, 100);
    RequestScheduler requests = RequestClock.running(1, "0s");
    Resolver bounded = resolver(narrow, requests);
    CompletableFuture<Exchange> slow = new CompletableFuture<>();
    List<EntryReference> many = IntStream.range(0, 50).mapToObj(i -> at("/" + i)).toList();
    many.forEach(one -> answers.put(path(one), redirect("https://pier.example" + path(one))));
    answers.put("/0", Uni.createFrom().completionStage(slow));

    List<Related> published = resolve(bounded, many, null);

    assertThat(published).extracting(Related::kind).containsOnly(Related.Kind.UNRESOLVED);
    assertThat(deferred("source")).isEqualTo(45);
    assertThat(requests.hasRoomInBackground(HOST, RequestKind.REFERENCE, "source"))
        .as("who waits in vain leaves the queue")
        .isTrue();
    slow.complete(response(404, MultiMap.caseInsensitiveMultiMap()));
    await()
        .untilAsserted(
            () ->
                assertThat(again(bounded, published))
                    .filteredOn(related -> related.kind() == Related.Kind.STORY)
                    .hasSize(49));
  }

  @Test
  void sharesTheTimeoutOfADocument() {
    IntStream.range(0, 50).forEach(i -> answers.put("/" + i, Uni.createFrom().nothing()));
    DocumentReferences document = impatient.of("source", Context.root());
    document.resolve(List.of(at("/0")), null).await().atMost(Duration.ofSeconds(10));

    for (int i = 1; i < 50; i++) {
      CompletableFuture<List<Related>> next =
          document.resolve(List.of(at("/" + i)), null).subscribeAsCompletionStage();
      assertThat(next).isCompleted();
    }

    assertThat(asked).containsExactly("/0");
  }

  @Test
  void makesNoRequestDuringAHold() {
    answers.put(
        "/1",
        Uni.createFrom()
            .item(response(503, MultiMap.caseInsensitiveMultiMap().add("Retry-After", "3600"))));
    answers.put("/2", redirect("https://pier.example/b"));
    RequestScheduler requests = RequestClock.running(1, "0s");
    Resolver one = resolver(new ResolveSettings(Duration.ofSeconds(10)), requests);
    resolve(one, List.of(at("/1")), null);

    List<Related> related = resolve(one, List.of(at("/2")), null);

    assertThat(related).extracting(Related::kind).containsExactly(Related.Kind.UNRESOLVED);
    assertThat(asked).containsExactly("/1");
    assertThat(requests.heldFor(HOST)).isPositive();
    assertThat(deferred("hold")).isEqualTo(1);
    assertThat(metrics.get("rendezvous.resolve").tag("kind", "throttled").counter().count())
        .isEqualTo(1);
  }

  @Test
  void ignoresUserInfoInTheKeyOfAHost() {
    List<EntryReference> many =
        IntStream.range(0, 100)
            .mapToObj(
                i ->
                    new EntryReference(
                        hash("" + i),
                        null,
                        List.of(URI.create("https://u" + i + "@HARBOUR.example:443/" + i))))
            .toList();
    IntStream.range(0, 100).forEach(i -> answers.put("/" + i, Uni.createFrom().nothing()));

    resolve(impatient, many, null);

    assertThat(asked).hasSize(3);
  }

  private double deferred(String limit) {
    return metrics.get("rendezvous.resolve.deferred").tag("limit", limit).counter().count();
  }

  private static String path(EntryReference reference) {
    return reference.addresses().get(0).getPath();
  }

  private Resolver waiting(Duration entryTimeout) {
    return resolver(new ResolveSettings(entryTimeout), RequestClock.running(3, "0s"));
  }

  private Resolver resolver(ResolveSettings config, RequestScheduler requests) {
    Resolver made = made(config, requests);
    made.ready();
    return made;
  }

  private Resolver unread(ResolveSettings config) {
    return made(config, RequestClock.running(1, "0s"));
  }

  private Resolver made(ResolveSettings config, RequestScheduler requests) {
    return new Resolver(
        this::get,
        requests,
        Duration.ofDays(7),
        url -> true,
        config,
        new AnswerCache(config, () -> now, (a, r) -> {}),
        metrics,
        () -> now,
        PipelineTracing.OFF);
  }

  /** One scan of the amendment scheduler. */
  private static List<Related> again(Resolver resolver, List<Related> published) {
    List<Related> known = resolver.update("source", published, null);
    resolver.requestDue(source -> true);
    return Related.distinct(known);
  }

  private List<Related> resolve(List<EntryReference> references, @Nullable String self) {
    return resolve(resolver, references, self);
  }

  private static List<Related> resolve(
      Resolver resolver, List<EntryReference> references, @Nullable String self) {
    return resolver
        .of("source", Context.root())
        .resolve(references, CanonicalUrl.of(self).orElse(null))
        .await()
        .atMost(Duration.ofSeconds(10));
  }

  private Uni<Exchange> get(HttpRequest hop) {
    asked.add(hop.url().encodedPath());
    return answers.get(hop.url().encodedPath());
  }

  private static EntryReference at(String... paths) {
    String all = String.join(" ", paths);
    List<URI> addresses =
        Arrays.stream(paths).map(path -> URI.create("https://harbour.example" + path)).toList();
    return new EntryReference(hash(all), "Title of " + all, addresses);
  }

  private static EntryReference relative(String name, String... paths) {
    List<URI> addresses =
        Arrays.stream(paths)
            .map(path -> URI.create("https://harbour.example/" + path + "?link=" + hash(name)))
            .toList();
    return new EntryReference(hash(name), "Title of " + name, addresses, true);
  }

  private static Uni<Exchange> page(String html) {
    MultiMap type = MultiMap.caseInsensitiveMultiMap().add("Content-Type", "text/html");
    byte[] body = html.getBytes(StandardCharsets.UTF_8);
    return Uni.createFrom()
        .item(new Exchange.Response(new ResponseHead(200, type), body, body.length));
  }

  private static LinkHash hash(String text) {
    BigInteger number = new BigInteger(1, ("0" + text).getBytes(StandardCharsets.UTF_8));
    return new LinkHash("%032x".formatted(number).substring(0, 32));
  }

  private static Uni<Exchange> redirect(String location) {
    return Uni.createFrom()
        .item(response(302, MultiMap.caseInsensitiveMultiMap().add("Location", location)));
  }

  private static Uni<Exchange> status(int status) {
    return Uni.createFrom().item(response(status, MultiMap.caseInsensitiveMultiMap()));
  }

  private static Exchange response(int status, MultiMap headers) {
    return new Exchange.Response(new ResponseHead(status, headers), new byte[0], 0);
  }
}
