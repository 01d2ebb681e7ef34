package news.rendezvous.ingest.normalize.identity;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import news.rendezvous.item.Alias;
import news.rendezvous.item.Alias.Match;

/**
 * Keys by which the entries of a document are recognised. Keys that the document itself shows to be
 * unsafe are left out: a guid of several links or titles, a link of several guids, a path on any of
 * several hosts, a text under several links.
 *
 * <p>A key begins with its scope, so that keys of different scopes never match: {@code own} is
 * valid within the source, {@code site} within the source on any host, {@code any} in every source.
 */
public final class Aliases {

  /** Longest key that is kept as it is, in characters; longer ones are hashed. */
  private static final int LONGEST_KEY = 400;

  private final String source;
  private final Set<String> sharedGuids;
  private final Set<String> sharedGuidsWithLinks;
  private final Set<String> sharedUrls;
  private final Set<String> sharedWords;
  private final Set<String> sharedWordsAndDates;
  private final boolean oneSite;

  public Aliases(String source, Collection<Identity> document) {
    this.source = source;
    this.sharedGuids = shared(document, id -> Stream.ofNullable(id.guid()), Identity::linkOrTitle);
    // Feeds whose entries all have one page as guid are more common than feeds that list an entry
    // twice.
    this.sharedGuidsWithLinks =
        shared(document, id -> id.guidAndLink().stream(), Identity::titleOrText);
    this.sharedUrls = shared(document, Identity::pages, Identity::guidAndTitle);
    List<Identity> unnamed = document.stream().filter(id -> id.guid() == null).toList();
    this.sharedWords = shared(unnamed, id -> Stream.of(id.words()), Identity::dateAndText);
    this.sharedWordsAndDates =
        shared(
            unnamed, id -> Stream.of(id.wordsAndDate()), id -> id.linkOrTitle() + id.dateAndText());
    this.oneSite = document.stream().flatMap(id -> id.guidHost().stream()).distinct().count() == 1;
  }

  /** Values that several entries share although they differ otherwise. */
  private static Set<String> shared(
      Collection<Identity> document,
      Function<Identity, Stream<String>> common,
      Function<Identity, String> difference) {
    Map<String, Set<String>> differences = new HashMap<>();
    for (Identity id : document) {
      common
          .apply(id)
          .forEach(
              key ->
                  differences.computeIfAbsent(key, x -> new HashSet<>()).add(difference.apply(id)));
    }
    return differences.keySet().stream()
        .filter(key -> differences.getOrDefault(key, Set.of()).size() > 1)
        .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * The aliases of an entry, at least one. The first names its item, so it depends on nothing that
   * another poll could change while the entry is the same.
   *
   * @param visible hash of all that a reader sees: the alias of an entry that has no other
   */
  public List<Alias> of(Identity id, ContentAlias content, String visible) {
    Stream<Alias> pages =
        id.pages()
            .filter(url -> !sharedUrls.contains(url))
            .map(url -> new Alias(Match.URL, bounded(url)));
    List<Alias> aliases = Stream.concat(guids(id), pages).toList();
    Stream<Alias> words =
        id.guid() == null ? words(id, aliases.isEmpty(), content, visible) : Stream.empty();
    return Stream.concat(aliases.stream(), words).toList();
  }

  /**
   * The first alias of an entry with a guid or a link, as {@link #of} gives it; empty for one that
   * has neither, or shares them with others.
   */
  public Optional<Alias> first(Identity id) {
    return Stream.concat(
            guids(id),
            id.pages()
                .filter(url -> !sharedUrls.contains(url))
                .map(url -> new Alias(Match.URL, bounded(url))))
        .findFirst();
  }

  /** The alias of an entry that is known by its guid alone. */
  public static Alias ofGuid(String source, String guid) {
    return Alias.own(Match.GUID, source, bounded(guid));
  }

  /**
   * Title and text of an entry without a guid, and their date, as keys within the source. Under a
   * permalink that changes at each poll (a token) they are all that is stable; if another entry of
   * the document has the same, two links are two stories.
   *
   * @param only true if the entry has no other alias
   */
  private Stream<Alias> words(Identity id, boolean only, ContentAlias content, String visible) {
    boolean sharesWordsAndDate = sharedWordsAndDates.contains(id.wordsAndDate());
    Alias dated = own(content.hash() + ' ' + id.date());
    if (!only) {
      boolean unique = id.date() == null ? content.identifiesAStory() : !id.words().isEmpty();
      return unique && !sharesWordsAndDate ? Stream.of(dated) : Stream.empty();
    }
    return sharedWords.contains(id.words())
        ? Stream.of(sharesWordsAndDate ? own(visible) : dated)
        : Stream.of(own(content.hash()), dated);
  }

  private Alias own(String words) {
    return Alias.own(Match.CONTENT, source, words);
  }

  private Stream<Alias> guids(Identity id) {
    String guid = id.guid();
    if (guid == null) {
      return Stream.empty();
    }
    String withLink = guid + ' ' + id.linkOrTitle();
    if (sharedGuidsWithLinks.contains(withLink)) {
      return Stream.of(ownGuid(withLink + ' ' + id.titleOrText()));
    }
    if (sharedGuids.contains(guid)) {
      return Stream.of(ownGuid(withLink));
    }
    Stream<Alias> site =
        id
            .guidOnSite()
            .filter(path -> oneSite)
            .map(path -> Alias.onSite(Match.GUID, source, bounded(path)))
            .stream();
    Stream<Alias> any =
        id.globalGuid().map(form -> Alias.everywhere(Match.GUID, bounded(form))).stream();
    return Stream.of(Stream.of(ownGuid(guid)), site, any).flatMap(Function.identity());
  }

  private Alias ownGuid(String guid) {
    return ofGuid(source, guid);
  }

  private static String bounded(String key) {
    return key.length() <= LONGEST_KEY ? key : "hash:" + StoryFingerprint.ofExactly(key);
  }
}
