package news.rendezvous.item;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A {@code getUrls} reference of a story and what it leads to.
 *
 * @param link the reference
 * @param title its title, as the story gives it
 * @param kind what it leads to
 * @param urls where it leads, canonical; empty while unresolved
 * @param item the item that this service holds at that URL, if it does
 * @param addresses where to ask, absolute, in this order; empty once it is resolved
 * @param place of its line, which left the content: the offset in {@code content_html} at which the
 *     picture belongs that it may resolve to. Null once it is resolved, and for a reference that is
 *     still in the content.
 */
public record Related(
    LinkHash link,
    @Nullable String title,
    Kind kind,
    List<CanonicalUrl> urls,
    @Nullable ItemId item,
    List<URI> addresses,
    @Nullable Integer place) {

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
    return new Related(link, title, kind, urls, null, List.of(), null);
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
    return new Related(link, title, kind, urls, held, addresses, place);
  }

  /** The same, leading to these URLs only. */
  public Related to(List<CanonicalUrl> some) {
    return new Related(link, title, kind, some, item, addresses, place);
  }

  /** The pictures among its URLs. */
  List<String> pictures() {
    return kind == Kind.IMAGE ? urls.stream().map(CanonicalUrl::toString).toList() : List.of();
  }

  /** Where a link to it leads; null while that is not known. */
  @Nullable String page() {
    return urls.isEmpty() ? null : urls.get(0).toString();
  }

  /** Where a picture or player loads it from; null while that is not known. */
  @Nullable String source() {
    return pictures().stream().findFirst().orElseGet(this::page);
  }

  /** The same, of whose line this is the place. */
  public Related at(@Nullable Integer offset) {
    return new Related(link, title, kind, urls, item, addresses, offset);
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
  Related recalling(Related known) {
    if (leadsNowhereYet() && !known.leadsNowhereYet()) {
      return new Related(link, title, known.kind, known.urls, known.item, List.of(), place);
    }
    return item == null && urls.equals(known.urls) ? heldAs(known.item) : this;
  }

  /** References with what was known of the same ones before. */
  public static List<Related> recalling(List<Related> now, List<Related> before) {
    Map<LinkHash, Related> known =
        before.stream().collect(Collectors.toMap(Related::link, Function.identity(), (a, b) -> a));
    return now.stream()
        .map(one -> known.containsKey(one.link()) ? one.recalling(known.get(one.link())) : one)
        .toList();
  }
}
