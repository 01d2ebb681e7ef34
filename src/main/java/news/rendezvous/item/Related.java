package news.rendezvous.item;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
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
 * @param pageTitle what the page that it leads to calls itself, until the title is settled
 */
public record Related(
    LinkHash link,
    @Nullable String title,
    Kind kind,
    List<CanonicalUrl> urls,
    @Nullable ItemId item,
    List<URI> addresses,
    @Nullable String pageTitle) {

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

  public Related {
    Objects.requireNonNull(link, "the link of a reference is missing");
    Objects.requireNonNull(kind, "the kind of a reference is missing");
    urls = List.copyOf(urls);
    addresses = List.copyOf(addresses);
  }

  /** A reference of which is known where it leads. */
  public static Related resolved(
      LinkHash link, @Nullable String title, Kind kind, List<CanonicalUrl> urls) {
    return resolved(link, title, kind, urls, null);
  }

  /** The same, of which is known what the page there calls itself. */
  public static Related resolved(
      LinkHash link,
      @Nullable String title,
      Kind kind,
      List<CanonicalUrl> urls,
      @Nullable String pageTitle) {
    return new Related(link, title, kind, urls, null, List.of(), pageTitle);
  }

  /** A reference of which is known where to ask. */
  public static Related unresolved(LinkHash link, @Nullable String title, List<URI> addresses) {
    return new Related(link, title, Kind.UNRESOLVED, List.of(), null, addresses, null);
  }

  /** Whether it is not known yet where it leads. */
  public boolean leadsNowhereYet() {
    return kind == Kind.UNRESOLVED;
  }

  /** The same, with the item that stands at its URL. */
  public Related heldAs(@Nullable ItemId held) {
    return new Related(link, title, kind, urls, held, addresses, pageTitle);
  }

  /** The same, leading to these URLs only. */
  public Related to(List<CanonicalUrl> some) {
    return new Related(link, title, kind, some, item, addresses, pageTitle);
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

  /** The same with another title. */
  public Related entitled(String better) {
    return titled(better);
  }

  private Related titled(@Nullable String settled) {
    return new Related(link, settled, kind, urls, item, addresses, null);
  }

  /** Whether the title is only its host, so that any other is better. */
  public boolean hasHostForTitle() {
    return !urls.isEmpty() && urls.get(0).host().equals(title);
  }

  /**
   * This reference of an entry that came again, with what was known of it and is not known now: an
   * end point that is down makes nobody forget.
   */
  private Related recalling(Related known, @Nullable String story) {
    if (leadsNowhereYet() && !known.leadsNowhereYet()) {
      return new Related(link, title, known.kind, known.urls, known.item, List.of(), null)
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
