package news.rendezvous.ingest.normalize;

import java.time.Instant;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import news.rendezvous.ingest.dialect.EntryBody;
import news.rendezvous.ingest.normalize.html.Content;
import news.rendezvous.ingest.normalize.html.PlainText;
import news.rendezvous.ingest.normalize.identity.Aliases;
import news.rendezvous.ingest.normalize.identity.ContentAlias;
import news.rendezvous.ingest.normalize.identity.EntryUrls;
import news.rendezvous.ingest.normalize.identity.IdentifiedEntry;
import news.rendezvous.ingest.normalize.identity.Identity;
import news.rendezvous.ingest.normalize.identity.StoryFingerprint;
import news.rendezvous.ingest.parse.entry.FeedInfo;
import news.rendezvous.ingest.parse.entry.Markup;
import news.rendezvous.ingest.parse.entry.ParsedDocument;
import news.rendezvous.ingest.parse.entry.ParsedEntry;
import news.rendezvous.item.Alias;
import news.rendezvous.item.Entry;
import news.rendezvous.item.FeedProfile;
import news.rendezvous.item.ItemId;
import news.rendezvous.item.Related;
import news.rendezvous.item.SourceRef;
import news.rendezvous.item.Story;
import news.rendezvous.item.neardup.Sketcher;
import news.rendezvous.item.text.InertText;
import news.rendezvous.item.text.Truncation;
import news.rendezvous.item.url.CanonicalUrl;
import news.rendezvous.item.url.RegistrableDomain;
import news.rendezvous.source.Source;
import org.jspecify.annotations.Nullable;

/**
 * Normaliser of the entries of one document, in two steps: {@link #identify} finds addresses and
 * identity, with which the references of the entry are resolved; {@link #compose} makes the record.
 * The same input always gives the same record.
 */
public final class DocumentNormalizer {

  private final NormalizeConfig config;
  private final DocumentOrigin origin;
  private final FeedInfo info;
  private final SourceRef source;
  private final @Nullable String site;
  private final @Nullable String language;
  private final EntryDates dates;
  private final IdentityHashMap<ParsedEntry, IdentifiedEntry> entries;
  private final Aliases aliases;
  private final Boilerplate boilerplate;

  public DocumentNormalizer(
      NormalizeConfig config, DocumentOrigin origin, ParsedDocument.Feed document) {
    this.config = config;
    this.origin = origin;
    this.info = document.info();
    this.source = source(origin, document.info());
    this.site =
        CanonicalUrl.resolve(info.homePage(), origin.feedUrl())
            .flatMap(RegistrableDomain::of)
            .orElse(null);
    this.language = LanguageTags.first(info.language(), origin.source().language());
    this.dates = new EntryDates(origin.fetchedAt(), origin.source().zone());
    this.entries = new IdentityHashMap<>(document.entries().size());
    document.entries().forEach(entry -> entries.put(entry, identified(entry)));
    this.aliases =
        new Aliases(source.id(), entries.values().stream().map(IdentifiedEntry::identity).toList());
    this.boilerplate = new Boilerplate(() -> contents(document.entries()));
  }

  private static SourceRef source(DocumentOrigin origin, FeedInfo info) {
    String given = PlainText.of(origin.source().title());
    String title = given == null ? PlainText.of(info.title()) : given;
    return new SourceRef(origin.source().id(), title, origin.feedUrl());
  }

  private IdentifiedEntry identified(ParsedEntry entry) {
    return IdentifiedEntry.of(
        entry, PlainText.of(entry.title()), origin.feedUrl(), config.maxUrl());
  }

  private static Stream<String> contents(List<ParsedEntry> entries) {
    return entries.stream()
        .flatMap(
            entry -> Stream.ofNullable(entry.content() == null ? entry.summary() : entry.content()))
        .map(Markup::value);
  }

  /** The metadata of the feed, clean and absolute. */
  public FeedProfile profile() {
    return new FeedProfile(
        truncated(PlainText.of(info.title())),
        address(info.homePage()),
        truncated(PlainText.of(info.description())),
        language,
        address(info.icon()),
        PlainText.distinct(info.authors(), config.maxTitle().asLongValue(), config.maxTags()),
        null);
  }

  private @Nullable String truncated(@Nullable String text) {
    return text == null ? null : Truncation.toBytes(text, config.maxTitle().asLongValue());
  }

  private @Nullable String address(@Nullable String url) {
    return CanonicalUrl.resolve(url, origin.feedUrl())
        .filter(address -> address.length() <= config.maxUrl())
        .orElse(null);
  }

  /** An entry with its addresses and identity. */
  public IdentifiedEntry identify(ParsedEntry entry) {
    IdentifiedEntry identified = entries.get(entry);
    if (identified == null) {
      throw new IllegalArgumentException("not an entry of this document");
    }
    return identified;
  }

  /** The id that the first alias of an entry stands for, as far as it has a guid or a link. */
  public Optional<ItemId> aliasId(ParsedEntry entry) {
    return aliases.first(identify(entry).identity()).map(this::aliasId);
  }

  /** The id that the alias of an entry with this guid stands for; empty for an active one. */
  public Optional<ItemId> aliasId(String guid) {
    return EntryUrls.guid(guid).map(known -> aliasId(Aliases.ofGuid(source.id(), known)));
  }

  private ItemId aliasId(Alias alias) {
    return ItemId.of(origin.edition(), alias);
  }

  /**
   * The record of an entry.
   *
   * @param body its body as the dialect reads it; the tree is changed and cannot be used again
   */
  public Entry compose(IdentifiedEntry entry, EntryBody body, List<Related> related) {
    Identity identity = entry.identity();
    StoryBuilder builder = new StoryBuilder(entry, body, config);
    Content content = builder.content();
    Story story = builder.story(dates, language(entry.entry(), content));
    StoryFingerprint print = StoryFingerprint.ofTexts(story.title(), content.compared());
    ContentAlias alias = new ContentAlias(content.compared(), print.hex());
    String visible =
        print
            .and(
                story,
                identity.guid() == null ? null : story.url(),
                content.targets(),
                builder.publisher(),
                body.references())
            .hex();
    List<Related> placed = content.placing(related);
    return new Entry(
        origin.edition(),
        source,
        site,
        shown(identity.guid()),
        EntryDates.millis(origin.fetchedAt()),
        origin.firstPoll(),
        alias.with(aliases.of(identity, alias, visible)),
        visible,
        Sketcher.sketch(boilerplate.without(content.words())).orElse(null),
        story.picturing(placed),
        builder.publisher(),
        entry.entry().media().episode(),
        story.placing(placed));
  }

  // Any guid identifies the entry; one that is a long text or has active markup is not published.
  private @Nullable String shown(@Nullable String guid) {
    return guid == null || guid.length() > config.maxGuid() || !InertText.of(guid).equals(guid)
        ? null
        : guid;
  }

  private @Nullable String language(ParsedEntry entry, Content content) {
    String declared =
        entry.language() == null ? language : LanguageTags.first(entry.language(), language);
    return declared == null && config.detectLanguage()
        ? LanguageTags.detect(content.words())
        : declared;
  }

  /**
   * Origin of a document.
   *
   * @param feedUrl URL of the feed, absolute http or https
   */
  public record DocumentOrigin(
      Source source, String edition, Instant fetchedAt, boolean firstPoll, String feedUrl) {}
}
