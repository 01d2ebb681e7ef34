package news.rendezvous.item;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.net.URI;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import news.rendezvous.item.text.InertText;
import news.rendezvous.item.text.LowerCase;
import news.rendezvous.item.text.MediaTypes;
import news.rendezvous.item.url.CanonicalUrl;
import news.rendezvous.item.url.LinkHash;
import org.jspecify.annotations.Nullable;

/**
 * A {@code getUrls} reference of a story and its target.
 *
 * @param title title in the story; if it only repeats the story's own title, the title of the
 *     target, see {@link #named}
 * @param urls URLs of the target, canonical; empty while unresolved
 * @param item the item of this service at that URL, if any
 * @param addresses URLs of end points, absolute, in the order in which they are tried; empty once
 *     it is resolved
 * @param place offset in {@code content_html} of its removed line, at which a picture is inserted.
 *     Null once it is resolved, and for a reference within the content.
 * @param pageTitle title of the target page, until the title is settled
 * @param type media type of a reference that is itself a picture, film or sound
 */
public record Related(
    LinkHash link,
    @Nullable String title,
    Kind kind,
    List<CanonicalUrl> urls,
    @Nullable ItemId item,
    List<URI> addresses,
    @Nullable Integer place,
    @Nullable String pageTitle,
    @Nullable String type) {

  /** Kinds of targets. */
  public enum Kind {
    @JsonProperty("story")
    STORY,
    @JsonProperty("image")
    IMAGE,
    @JsonProperty("media")
    MEDIA,
    @JsonProperty("self")
    SELF,
    /** Unknown so far. */
    @JsonProperty("unresolved")
    UNRESOLVED;

    /** The kind of a reference that is answered with a media type; empty for a page. */
    public static Optional<Kind> ofType(String type) {
      if (MediaTypes.isPicture(type)) {
        return Optional.of(IMAGE);
      }
      return MediaTypes.isSoundOrFilm(type) ? Optional.of(MEDIA) : Optional.empty();
    }

    /** The kind of a reference to a URL, by its file name extension. */
    public static Kind ofUrl(String url) {
      return MediaTypes.guess(url).flatMap(Kind::ofType).orElse(STORY);
    }
  }

  /** Checks the values that every format writes: titles come from feeds, pages and operators. */
  public Related {
    Objects.requireNonNull(link, "the link of a reference is missing");
    Objects.requireNonNull(kind, "the kind of a reference is missing");
    title = title == null ? null : InertText.of(title);
    urls = List.copyOf(urls);
    addresses = List.copyOf(addresses);
  }

  public static Related resolved(
      LinkHash link, @Nullable String title, Kind kind, List<CanonicalUrl> urls) {
    return resolved(link, title, kind, urls, null, null);
  }

  /**
   * A resolved reference with further facts of the answer.
   *
   * @param pageTitle title of the target page
   * @param type media type of the answer; ignored if it is malformed
   */
  public static Related resolved(
      LinkHash link,
      @Nullable String title,
      Kind kind,
      List<CanonicalUrl> urls,
      @Nullable String pageTitle,
      @Nullable String type) {
    String stated = type != null && MediaTypes.isType(type) ? type : null;
    return new Related(link, title, kind, urls, null, List.of(), null, pageTitle, stated);
  }

  /** A reference that is not resolved yet. */
  public static Related unresolved(LinkHash link, @Nullable String title, List<URI> addresses) {
    return new Related(link, title, Kind.UNRESOLVED, List.of(), null, addresses, null, null, null);
  }

  /** True if it is unresolved. Not {@code isUnresolved}, which Jackson would write as a member. */
  public boolean lacksTarget() {
    return kind == Kind.UNRESOLVED;
  }

  /** The pages among its URLs: stories, and documents that are neither picture, film nor sound. */
  public List<CanonicalUrl> pages() {
    return urls.stream().filter(url -> kindOf(url) == Kind.STORY).toList();
  }

  /** The pictures, films and sound among its URLs: a list may have a story and its pictures. */
  public List<Attachment> files() {
    return urls.stream().flatMap(this::file).toList();
  }

  private Stream<Attachment> file(CanonicalUrl url) {
    return switch (kindOf(url)) {
      case IMAGE -> Stream.of(file(url.toString(), Attachment.SOME_PICTURE));
      case MEDIA -> Stream.of(file(url.toString(), Attachment.UNKNOWN_TYPE));
      case STORY, SELF, UNRESOLVED -> Stream.empty();
    };
  }

  // A type that was stated is that of the only URL.
  private Attachment file(String url, String otherwise) {
    String stated = type == null ? MediaTypes.guess(url).orElse(otherwise) : type;
    return new Attachment(url, stated, null, null, title);
  }

  // The kind of a reference is stated for its only URL, or follows from one of several.
  private Kind kindOf(CanonicalUrl url) {
    Kind byExtension = Kind.ofUrl(url.toString());
    boolean several = urls.size() > 1 && (kind == Kind.IMAGE || kind == Kind.MEDIA);
    return byExtension == Kind.STORY && !several ? kind : byExtension;
  }

  /** The same with the item at its URL. */
  public Related heldAs(@Nullable ItemId held) {
    return new Related(link, title, kind, urls, held, addresses, place, pageTitle, type);
  }

  /** The same with these target URLs. */
  public Related to(List<CanonicalUrl> some) {
    return new Related(link, title, kind, some, item, addresses, place, pageTitle, type);
  }

  /**
   * The same with its title settled. Stories in the dialect often give their own title to
   * references, which is no title of the target: then the target's own is used. A picture keeps its
   * title as alternative text.
   *
   * @param held title of the item of this service at the target
   */
  public Related named(@Nullable String story, @Nullable String held) {
    if (kind != Kind.STORY || urls.isEmpty()) {
      return titled(title);
    }
    return titled(
        Stream.of(title, held, pageTitle)
            .flatMap(Stream::ofNullable)
            .filter(text -> !repeats(story, text))
            .findFirst()
            .orElseGet(() -> urls.get(0).host()));
  }

  /**
   * An item that this service holds at a URL.
   *
   * @param title its title
   */
  public record Target(ItemId id, Supplier<@Nullable String> title) {}

  /**
   * The same with the item that is held at one of its URLs, and its title settled. Of the items at
   * several URLs the first counts that is not the referring story itself; fragments are ignored.
   *
   * @param items finds the item at a URL, compared without its scheme
   */
  public Related linked(
      @Nullable String story,
      @Nullable ItemId self,
      Function<CanonicalUrl, Optional<Target>> items) {
    Stream<CanonicalUrl> places =
        kind == Kind.STORY
            ? urls.stream().flatMap(url -> Stream.of(url, url.withoutFragment()).distinct())
            : Stream.empty();
    return places
        .flatMap(url -> items.apply(url).stream())
        .filter(target -> !target.id().equals(self))
        .findFirst()
        .map(target -> heldAs(target.id()).named(story, target.title().get()))
        .orElseGet(() -> named(story, null));
  }

  /** The same with its title as a page title only, which the title of an item replaces. */
  public Related withTitleAsPageTitle() {
    return kind != Kind.STORY || urls.isEmpty() || title == null
        ? this
        : new Related(link, null, kind, urls, item, addresses, place, title, type);
  }

  private Related titled(@Nullable String settled) {
    return new Related(link, settled, kind, urls, item, addresses, place, null, type);
  }

  /** True if the title is only the host of the target. */
  public boolean hasHostForTitle() {
    return !urls.isEmpty() && urls.get(0).host().equals(title);
  }

  List<String> pictures() {
    return urls.stream()
        .filter(url -> kindOf(url) == Kind.IMAGE)
        .map(CanonicalUrl::toString)
        .toList();
  }

  /** The URL of a link to it; null while it is unresolved. */
  @Nullable String page() {
    return Stream.concat(pages().stream(), urls.stream())
        .map(CanonicalUrl::toString)
        .findFirst()
        .orElse(null);
  }

  /** The URL from which a picture or player loads it; null while it is unresolved. */
  @Nullable String source() {
    return Stream.concat(pictures().stream(), files().stream().map(Attachment::url))
        .findFirst()
        .orElseGet(this::page);
  }

  /** The same with the offset of its line. */
  public Related at(@Nullable Integer offset) {
    return new Related(link, title, kind, urls, item, addresses, offset, pageTitle, type);
  }

  /** References with the offsets that they had before. */
  public static List<Related> placed(List<Related> now, List<Related> before) {
    Map<LinkHash, Related> known = byLink(before);
    return now.stream()
        .map(one -> known.containsKey(one.link()) ? one.at(known.get(one.link()).place()) : one)
        .toList();
  }

  /** References by their hashes; of two with one hash the first. */
  static Map<LinkHash, Related> byLink(List<Related> references) {
    return references.stream()
        .collect(Collectors.toMap(Related::link, Function.identity(), (first, other) -> first));
  }

  /** Each URL once: of several references that lead to one, the first stays. */
  public static List<Related> distinct(List<Related> all) {
    Set<CanonicalUrl> seen = new HashSet<>();
    List<Related> distinct = new ArrayList<>();
    for (Related one : all) {
      List<CanonicalUrl> fresh = one.urls().stream().filter(seen::add).toList();
      if (one.lacksTarget() || !fresh.isEmpty()) {
        distinct.add(one.to(fresh));
      }
    }
    return distinct;
  }

  /**
   * This reference of an entry that came again, with the earlier target if it is unresolved now: an
   * unavailable end point loses no target.
   */
  private Related recalling(Related known, @Nullable String story) {
    if (lacksTarget() && !known.lacksTarget()) {
      return new Related(
              link, title, known.kind, known.urls, known.item, List.of(), place, null, known.type)
          .named(story, known.title);
    }
    return item == null && urls.equals(known.urls) ? heldAs(known.item) : this;
  }

  /** References with their earlier targets. */
  public static List<Related> recalling(
      List<Related> now, List<Related> before, @Nullable String story) {
    Map<LinkHash, Related> known = byLink(before);
    return now.stream()
        .map(
            one ->
                known.containsKey(one.link()) ? one.recalling(known.get(one.link()), story) : one)
        .toList();
  }

  /**
   * True if a title repeats that of the story. Letters and digits are compared, since machine
   * translation moves spaces, quotation marks and colons.
   */
  private static boolean repeats(@Nullable String story, String title) {
    return story != null && letters(title).equals(letters(story));
  }

  private static String letters(String text) {
    StringBuilder letters = new StringBuilder(text.length());
    Normalizer.normalize(text, Normalizer.Form.NFKC)
        .codePoints()
        .filter(Character::isLetterOrDigit)
        .forEach(letters::appendCodePoint);
    return LowerCase.of(letters.toString());
  }
}
