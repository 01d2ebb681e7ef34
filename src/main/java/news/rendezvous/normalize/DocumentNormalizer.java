package news.rendezvous.normalize;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import news.rendezvous.dialect.Body;
import news.rendezvous.item.CanonicalUrl;
import news.rendezvous.item.Entry;
import news.rendezvous.item.FeedProfile;
import news.rendezvous.item.RegistrableDomain;
import news.rendezvous.item.Related;
import news.rendezvous.item.SourceRef;
import news.rendezvous.item.Story;
import news.rendezvous.parse.FeedInfo;
import news.rendezvous.parse.Markup;
import news.rendezvous.parse.Parsed;
import news.rendezvous.parse.ParsedEntry;
import org.jspecify.annotations.Nullable;

/** Makes the entries of one document fit to be shown. Pure: the same input gives the same entry. */
public final class DocumentNormalizer {

  /** Of a longer text boilerplate is so small a part that it decides nothing; in characters. */
  private static final int BRIEF = 3_000;

  private final NormalizeConfig config;
  private final Carriage carriage;
  private final FeedInfo info;
  private final SourceRef source;
  private final @Nullable String site;
  private final @Nullable String language;
  private final Dates dates;
  private final List<ParsedEntry> inOrder;
  private final IdentityHashMap<ParsedEntry, Known> entries;
  private final Aliases aliases;

  /** Made for the first brief text: most polls bring none, or few. */
  private @Nullable Boilerplate boilerplate;

  DocumentNormalizer(NormalizeConfig config, Carriage carriage, Parsed.Feed document) {
    this.config = config;
    this.carriage = carriage;
    this.info = document.info();
    this.source = source(carriage, document.info());
    this.site =
        CanonicalUrl.resolve(info.homePage(), carriage.feedUrl())
            .flatMap(RegistrableDomain::of)
            .orElse(null);
    this.language = Languages.first(info.language(), carriage.source().language());
    this.dates = new Dates(carriage.fetchedAt(), carriage.source().zone());
    this.inOrder = document.entries();
    this.entries = new IdentityHashMap<>(document.entries().size());
    document
        .entries()
        .forEach(entry -> entries.put(entry, Known.of(entry, carriage.feedUrl(), config)));
    this.aliases =
        new Aliases(source.id(), entries.values().stream().map(Known::identity).toList());
  }

  private static SourceRef source(Carriage carriage, FeedInfo info) {
    String given = PlainText.of(carriage.source().title());
    String title = given == null ? PlainText.of(info.title()) : given;
    return new SourceRef(carriage.source().id(), title, carriage.feedUrl());
  }

  private @Nullable String cut(@Nullable String text) {
    return text == null ? null : Cut.toBytes(text, config.maxTitle().asLongValue());
  }

  // It names the story however long it is; but nobody is told a text in place of a name.
  private @Nullable String shown(@Nullable String guid) {
    return guid == null || guid.length() > config.maxGuid() ? null : guid;
  }

  /** What the feed says of itself, made fit to be shown. */
  public FeedProfile profile() {
    return new FeedProfile(
        cut(PlainText.of(info.title())),
        address(info.homePage()),
        cut(PlainText.of(info.description())),
        language,
        address(info.icon()),
        PlainText.distinct(info.authors(), config),
        null);
  }

  private @Nullable String address(@Nullable String url) {
    return CanonicalUrl.resolve(url, carriage.feedUrl())
        .filter(address -> address.length() <= config.maxUrl())
        .orElse(null);
  }

  /** The address that an entry has of its own; empty for one that has none, or an active one. */
  public Optional<CanonicalUrl> permalink(ParsedEntry entry) {
    return Optional.ofNullable(known(entry).addresses().permalink());
  }

  /**
   * An entry as it goes to its topic.
   *
   * @param entry one of the document's entries
   * @param body what the dialect read in it; its tree is used up
   * @param related what its references lead to
   */
  public Entry normalize(ParsedEntry entry, Body body, List<Related> related) {
    Known known = known(entry);
    Identity identity = known.identity();
    Draft draft = new Draft(known, body, config);
    Story story = draft.story(dates, language(entry, draft.content()));
    Fingerprint print = Fingerprint.ofTexts(story.title(), draft.content());
    Wording wording = new Wording(draft.content().compared(), print.hex());
    String visible =
        print
            .and(
                story,
                identity.guid() == null ? null : story.url(),
                draft.content(),
                draft.publisher(),
                body.references())
            .hex();
    List<Related> placed = draft.content().placing(related);
    return new Entry(
        carriage.edition(),
        source,
        site,
        shown(identity.guid()),
        Dates.millis(carriage.fetchedAt()),
        carriage.firstPoll(),
        wording.with(aliases.of(identity, wording, visible)),
        visible,
        Sketcher.sketch(evidence(draft.content().words())).orElse(null),
        story.picturing(placed),
        draft.publisher(),
        entry.media().episode(),
        story.placing(placed));
  }

  /**
   * What tells a story from others: of a brief text, what others of the document do not say too.
   */
  private String evidence(String words) {
    if (words.length() > BRIEF) {
      return words;
    }
    Boilerplate shared = boilerplate;
    if (shared == null) {
      shared = Boilerplate.of(contents());
      boilerplate = shared;
    }
    return shared.without(words);
  }

  private List<String> contents() {
    return inOrder.stream()
        .flatMap(
            entry -> Stream.ofNullable(entry.content() == null ? entry.summary() : entry.content()))
        .map(Markup::value)
        .toList();
  }

  private Known known(ParsedEntry entry) {
    Known known = entries.get(entry);
    if (known == null) {
      throw new IllegalArgumentException("not an entry of this document");
    }
    return known;
  }

  private @Nullable String language(ParsedEntry entry, Content content) {
    String declared =
        entry.language() == null ? language : Languages.first(entry.language(), language);
    return declared == null && config.detectLanguage()
        ? SpokenLanguage.of(content.words())
        : declared;
  }
}
