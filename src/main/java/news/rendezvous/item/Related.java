package news.rendezvous.item;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.net.URI;
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
import org.jspecify.annotations.Nullable;

/**
 * A {@code getUrls} reference of a story and what it leads to.
 *
 * @param link the reference
 * @param title as the story gives it; where that only repeats the story's own title, the title of
 *     what it leads to, see {@link #named}
 * @param kind what it leads to
 * @param urls where it leads, canonical; empty while unresolved
 * @param item the item that this service holds at that URL, if it does
 * @param addresses where to ask, absolute, in this order; empty once it is resolved
 * @param place of its line, which left the content: the offset in {@code content_html} at which the
 *     picture belongs that it may resolve to. Null once it is resolved, and for a reference that is
 *     still in the content.
 * @param pageTitle what the page that it leads to calls itself, until the title is settled
 * @param type media type of a reference whose address is itself that of a picture, film or sound
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

  /** What a reference leads to. */
  public enum Kind {
    /** Another story. */
    @JsonProperty("story")
    STORY,
    /** A picture. */
    @JsonProperty("image")
    IMAGE,
    /** Sound or film. */
    @JsonProperty("media")
    MEDIA,
    /** The story itself. */
    @JsonProperty("self")
    SELF,
    /** Nothing that is known yet. */
    @JsonProperty("unresolved")
    UNRESOLVED
  }

  /** Guards what every format writes: titles come from feeds, pages and operators. */
  public Related {
    Objects.requireNonNull(link, "the link of a reference is missing");
    Objects.requireNonNull(kind, "the kind of a reference is missing");
    title = title == null ? null : InertText.of(title);
    urls = List.copyOf(urls);
    addresses = List.copyOf(addresses);
  }

  /** A reference of which is known where it leads. */
  public static Related resolved(
      LinkHash link, @Nullable String title, Kind kind, List<CanonicalUrl> urls) {
    return resolved(link, title, kind, urls, null, null);
  }

  /**
   * The same, with what the answer said besides.
   *
   * @param pageTitle what the page there calls itself
   * @param type media type that was answered; what has not the form of one says nothing
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

  /** A reference of which is known where to ask. */
  public static Related unresolved(LinkHash link, @Nullable String title, List<URI> addresses) {
    return new Related(link, title, Kind.UNRESOLVED, List.of(), null, addresses, null, null, null);
  }

  /** Whether it is not known yet where it leads. */
  public boolean leadsNowhereYet() {
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
    Kind byExtension = MediaTypes.kindOfUrl(url.toString());
    boolean several = urls.size() > 1 && (kind == Kind.IMAGE || kind == Kind.MEDIA);
    return byExtension == Kind.STORY && !several ? kind : byExtension;
  }

  /** The same, with the item that stands at its URL. */
  public Related heldAs(@Nullable ItemId held) {
    return new Related(link, title, kind, urls, held, addresses, place, pageTitle, type);
  }

  /** The same, leading to these URLs only. */
  public Related to(List<CanonicalUrl> some) {
    return new Related(link, title, kind, some, item, addresses, place, pageTitle, type);
  }

  /**
   * The same with its title settled. Stories in the dialect give their own title to references as
   * well, which tells a reader nothing: what the reference leads to then names it. A picture keeps
   * its title, which is its alternative text.
   *
   * @param story the title of the story that refers
   * @param held the title of the item that this service holds there
   */
  public Related named(@Nullable String story, @Nullable String held) {
    if (kind != Kind.STORY || urls.isEmpty()) {
      return titled(title);
    }
    return titled(
        Stream.of(title, held, pageTitle)
            .flatMap(Stream::ofNullable)
            .filter(text -> !TitleRepetition.isOne(story, text))
            .findFirst()
            .orElseGet(() -> urls.get(0).host()));
  }

  /**
   * An item that this service holds at a URL.
   *
   * @param id its id
   * @param title its title
   */
  public record Target(ItemId id, Supplier<@Nullable String> title) {}

  /**
   * The same with the item that is held at one of its URLs, and its title settled. Of the items at
   * several URLs the first counts that is not the referring story itself; fragments are ignored.
   *
   * @param story title of the story that refers
   * @param self id of that story; null where it has none yet
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

  /** Whether the title is only its host, so that any other is better. */
  public boolean hasHostForTitle() {
    return !urls.isEmpty() && urls.get(0).host().equals(title);
  }

  /** The pictures among its URLs. */
  List<String> pictures() {
    return urls.stream()
        .filter(url -> kindOf(url) == Kind.IMAGE)
        .map(CanonicalUrl::toString)
        .toList();
  }

  /** Where a link to it leads; null while that is not known. */
  @Nullable String page() {
    return Stream.concat(pages().stream(), urls.stream())
        .map(CanonicalUrl::toString)
        .findFirst()
        .orElse(null);
  }

  /** Where a picture or player loads it from; null while that is not known. */
  @Nullable String source() {
    return Stream.concat(pictures().stream(), files().stream().map(Attachment::url))
        .findFirst()
        .orElseGet(this::page);
  }

  /** The same, of whose line this is the place. */
  public Related at(@Nullable Integer offset) {
    return new Related(link, title, kind, urls, item, addresses, offset, pageTitle, type);
  }

  /** References at the places that the same ones had before. */
  public static List<Related> placed(List<Related> now, List<Related> before) {
    Map<LinkHash, Related> known =
        before.stream().collect(Collectors.toMap(Related::link, Function.identity(), (a, b) -> a));
    return now.stream()
        .map(one -> known.containsKey(one.link()) ? one.at(known.get(one.link()).place()) : one)
        .toList();
  }

  /** Each URL once: of several references that lead to one, the first stays. */
  public static List<Related> distinct(List<Related> all) {
    Set<CanonicalUrl> seen = new HashSet<>();
    List<Related> distinct = new ArrayList<>();
    for (Related one : all) {
      List<CanonicalUrl> fresh = one.urls().stream().filter(seen::add).toList();
      if (one.leadsNowhereYet() || !fresh.isEmpty()) {
        distinct.add(one.to(fresh));
      }
    }
    return distinct;
  }

  /**
   * This reference of an entry that came again, with what was known of it and is not known now: an
   * end point that is down makes nobody forget.
   */
  private Related recalling(Related known, @Nullable String story) {
    if (leadsNowhereYet() && !known.leadsNowhereYet()) {
      return new Related(
              link, title, known.kind, known.urls, known.item, List.of(), place, null, known.type)
          .named(story, known.title);
    }
    return item == null && urls.equals(known.urls) ? heldAs(known.item) : this;
  }

  /**
   * References with what was known of the same ones before.
   *
   * @param story the title of the story that refers
   */
  public static List<Related> recalling(
      List<Related> now, List<Related> before, @Nullable String story) {
    Map<LinkHash, Related> known =
        before.stream().collect(Collectors.toMap(Related::link, Function.identity(), (a, b) -> a));
    return now.stream()
        .map(
            one ->
                known.containsKey(one.link()) ? one.recalling(known.get(one.link()), story) : one)
        .toList();
  }
}
