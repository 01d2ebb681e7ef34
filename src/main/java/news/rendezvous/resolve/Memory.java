package news.rendezvous.resolve;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import news.rendezvous.fetch.HostKey;
import news.rendezvous.item.LinkHash;
import org.jspecify.annotations.Nullable;

/**
 * What end points answered about references, and when each may be asked again. Answers are kept for
 * as long as a resolved reference is; one that must be asked again before that still counts its
 * failures.
 */
final class Memory {

  /** Doublings after which every configurable backoff has long met its bound. */
  private static final int MOST_DOUBLINGS = 30;

  private final ResolveConfig config;
  private final InstantSource clock;
  private final BiConsumer<LinkHash, Remembered> journal;
  private final Cache<LinkHash, Map<EndPoint, Remembered>> answers;
  private final Cache<String, Answering> answering;

  /** The end point that answered for a source last. */
  private record Answering(EndPoint endPoint, Instant at, boolean certain) {

    static Answering of(Remembered kept) {
      return new Answering(kept.endPoint().base(), kept.asked(), kept.certain());
    }

    // What is read from the topic: a certain one counts, and of those the latest.
    Answering or(Answering told) {
      boolean better = told.certain == certain ? told.at.isAfter(at) : told.certain;
      return better ? told : this;
    }
  }

  /**
   * An empty memory.
   *
   * @param journal told of every answer that is kept
   */
  Memory(ResolveConfig config, InstantSource clock, BiConsumer<LinkHash, Remembered> journal) {
    this.config = config;
    this.clock = clock;
    this.journal = journal;
    this.answers =
        Caffeine.newBuilder()
            .maximumSize(config.maxRemembered())
            .expireAfter(
                Expiry.writing((LinkHash link, Map<EndPoint, Remembered> kept) -> left(kept)))
            .build();
    this.answering =
        Caffeine.newBuilder()
            .maximumSize(config.maxRemembered())
            .expireAfterAccess(config.rememberResolved())
            .build();
  }

  private Duration left(Map<EndPoint, Remembered> kept) {
    return kept.values().stream().map(this::left).max(Duration::compareTo).orElse(Duration.ZERO);
  }

  private Duration left(Remembered kept) {
    return Duration.between(clock.instant(), kept.asked().plus(config.rememberResolved()));
  }

  /** All that is remembered about a reference, one for each end point. */
  Collection<Remembered> all(LinkHash link) {
    Map<EndPoint, Remembered> kept = answers.getIfPresent(link);
    return kept == null
        ? List.of()
        : kept.values().stream().filter(one -> !left(one).isNegative()).toList();
  }

  /** What an address answered last, whether it is time to ask again or not. */
  Optional<Remembered> last(LinkHash link, URI address) {
    EndPoint endPoint = EndPoint.of(address);
    return all(link).stream().filter(kept -> kept.endPoint().equals(endPoint)).findFirst();
  }

  /** The last answer of an address; empty when it is time to ask. */
  Optional<Answer> recall(LinkHash link, URI address) {
    return last(link, address)
        .filter(remembered -> !remembered.isDue(clock.instant()))
        .map(Remembered::answer);
  }

  /**
   * Where the addresses of an inquiry are known to lead. A page that some server showed counts
   * where no other address is left to be asked.
   */
  Optional<Answer.Resolved> resolved(Inquiry inquiry) {
    List<Optional<Remembered>> known =
        addresses(inquiry).stream().map(address -> last(inquiry.link(), address)).toList();
    boolean allAsked = known.stream().allMatch(Optional::isPresent);
    Optional<EndPoint> usual = endPoint(inquiry.source());
    List<Remembered> resolved =
        known.stream().flatMap(Optional::stream).filter(Remembered::leadsSomewhere).toList();
    return resolved.stream()
        .filter(Remembered::certain)
        .findFirst()
        .or(
            () ->
                resolved.stream()
                    .filter(one -> allAsked || usual.equals(Optional.of(one.endPoint().base())))
                    .findFirst())
        .map(one -> (Answer.Resolved) one.answer());
  }

  /** Where to ask, the end point that answered for the source before what the story says. */
  List<URI> addresses(Inquiry inquiry) {
    return inquiry.relative() && !inquiry.addresses().isEmpty()
        ? Stream.concat(
                endPoint(inquiry.source()).stream()
                    .map(usual -> usual.asking(inquiry.addresses().get(0))),
                inquiry.addresses().stream())
            .distinct()
            .toList()
        : inquiry.addresses();
  }

  /** The end point that answered for a source. */
  Optional<EndPoint> endPoint(String source) {
    return Optional.ofNullable(answering.getIfPresent(source)).map(Answering::endPoint);
  }

  /** An address has answered what a source wanted to know. */
  void answered(String source, URI address, boolean certain) {
    answering.put(source, new Answering(EndPoint.of(address).base(), clock.instant(), certain));
  }

  /**
   * Keeps an answer.
   *
   * @param hold how long the host asked to be left alone
   */
  Remembered keep(Inquiry inquiry, URI address, Answer answer, @Nullable Duration hold) {
    EndPoint endPoint = EndPoint.of(address);
    Map<EndPoint, Remembered> all =
        answers
            .asMap()
            .compute(
                inquiry.link(),
                (link, kept) ->
                    changed(
                        kept, endPoint, earlier -> after(earlier, inquiry, address, answer, hold)));
    Remembered kept = Objects.requireNonNull(all.get(endPoint));
    journal.accept(inquiry.link(), kept);
    return kept;
  }

  /** One more source needs an answer that is there. */
  void use(Inquiry inquiry, URI address) {
    update(
        inquiry.link(),
        EndPoint.of(address),
        kept -> kept.neededBy(inquiry.source(), config.maxSources()));
  }

  /** Makes it time to ask again for a reference; whether anything is known of it. */
  boolean request(LinkHash link) {
    Collection<Remembered> known = all(link);
    known.forEach(
        one -> update(link, one.endPoint(), kept -> kept.requestedAt(later(kept.asked()))));
    return !known.isEmpty();
  }

  // By the clock of another replica it may have been asked in the future.
  private Instant later(Instant asked) {
    Instant now = clock.instant();
    return now.isBefore(asked) ? asked : now;
  }

  /** The same for one that was never asked for. */
  void request(Inquiry inquiry) {
    if (request(inquiry.link()) || inquiry.addresses().isEmpty()) {
      return;
    }
    Remembered unasked = Remembered.unasked(inquiry, addresses(inquiry).get(0), clock.instant());
    learn(inquiry.link(), unasked);
    journal.accept(inquiry.link(), unasked);
  }

  private void update(LinkHash link, EndPoint endPoint, UnaryOperator<Remembered> change) {
    AtomicReference<Remembered> written = new AtomicReference<>();
    answers
        .asMap()
        .computeIfPresent(
            link,
            (x, all) -> {
              Remembered kept = all.get(endPoint);
              Remembered now = kept == null ? null : change.apply(kept);
              if (now == null || now.equals(kept)) {
                return all;
              }
              written.set(now);
              return changed(all, endPoint, earlier -> now);
            });
    Remembered changed = written.get();
    if (changed != null) {
      journal.accept(link, changed);
    }
  }

  /** Takes in what was asked before this process began, or by another one. */
  void learn(LinkHash link, Remembered told) {
    if (left(told).compareTo(Duration.ZERO) <= 0) {
      return;
    }
    answers
        .asMap()
        .compute(
            link,
            (x, all) ->
                changed(
                    all,
                    told.endPoint(),
                    held -> held == null ? told : held.or(told, config.maxSources())));
    if (told.leadsSomewhere()) {
      told.sources()
          .forEach(source -> answering.asMap().merge(source, Answering.of(told), Answering::or));
    }
  }

  // An address that pages and feeds name at will: the oldest answer gives way to a new end point.
  private Map<EndPoint, Remembered> changed(
      @Nullable Map<EndPoint, Remembered> all,
      EndPoint endPoint,
      UnaryOperator<@Nullable Remembered> change) {
    Map<EndPoint, Remembered> changed = all == null ? new HashMap<>() : new HashMap<>(all);
    changed.put(endPoint, Objects.requireNonNull(change.apply(changed.get(endPoint))));
    if (changed.size() > config.maxEndPoints()) {
      changed.values().stream()
          .filter(one -> !one.endPoint().equals(endPoint))
          .min((a, b) -> a.asked().compareTo(b.asked()))
          .ifPresent(oldest -> changed.remove(oldest.endPoint()));
    }
    return Map.copyOf(changed);
  }

  private Remembered after(
      @Nullable Remembered earlier,
      Inquiry inquiry,
      URI address,
      Answer answer,
      @Nullable Duration hold) {
    Instant now = clock.instant();
    boolean inARow = earlier != null && earlier.urls().isEmpty();
    Instant since = inARow && earlier != null ? earlier.since() : now;
    int before = inARow && earlier != null ? earlier.failures() : 0;
    int failures = answer instanceof Answer.Failed ? before + 1 : 0;
    Instant held = hold == null ? null : now.plus(hold);
    Instant until = held == null ? now.plus(pause(answer, since, failures)) : held;
    Answer.Resolved resolved = answer instanceof Answer.Resolved found ? found : null;
    Instant requested = earlier == null ? null : earlier.requested();
    // Within one tick of the clock an answer would not be later than the request for it.
    Instant asked = requested != null && !now.isAfter(requested) ? requested.plusMillis(1) : now;
    return new Remembered(
            address,
            earlier == null ? List.of() : earlier.sources(),
            earlier == null || earlier.title() == null ? inquiry.title() : earlier.title(),
            answer.label(),
            answer instanceof Answer.Failed failed ? failed.error() : null,
            resolved == null ? List.of() : resolved.urls(),
            resolved == null ? null : resolved.type(),
            resolved == null ? null : resolved.title(),
            answer.isCertain(),
            asked,
            since,
            failures,
            until,
            held,
            requested)
        .neededBy(inquiry.source(), config.maxSources());
  }

  private Duration pause(Answer answer, Instant since, int failures) {
    if (answer instanceof Answer.Failed) {
      Duration doubled =
          config.backoff().multipliedBy(1L << Math.min(failures - 1, MOST_DOUBLINGS));
      return doubled.compareTo(config.maxBackoff()) < 0 ? doubled : config.maxBackoff();
    }
    boolean givenUp = !clock.instant().isBefore(since.plus(config.askAbsentFor()));
    return answer instanceof Answer.Absent && !givenUp
        ? config.rememberAbsent()
        : config.rememberResolved();
  }

  /** All that is remembered. */
  Stream<Map.Entry<LinkHash, Collection<Remembered>>> everything() {
    return answers.asMap().entrySet().stream()
        .map(entry -> Map.entry(entry.getKey(), entry.getValue().values()));
  }

  /**
   * That it is time to ask an address.
   *
   * @param since when it became time; the beginning of time where it was never asked
   */
  record Due(URI address, Instant since) {}

  /**
   * The first address of an inquiry that a request would be made to now. A host that gave no answer
   * is not asked at its other addresses.
   */
  Optional<Due> due(Inquiry inquiry) {
    Set<HostKey> silent = new HashSet<>();
    for (URI address : addresses(inquiry)) {
      HostKey host = HostKey.of(address.toString());
      Optional<Remembered> last = last(inquiry.link(), address);
      if (last.isEmpty() ? !silent.contains(host) : last.get().isDue(clock.instant())) {
        return Optional.of(new Due(address, last.map(Remembered::until).orElse(Instant.MIN)));
      }
      if (last.filter(Remembered::certain).isPresent()) {
        return Optional.empty();
      }
      if (last.filter(kept -> kept.failures() > 0).isPresent()) {
        silent.add(host);
      }
    }
    return Optional.empty();
  }
}
