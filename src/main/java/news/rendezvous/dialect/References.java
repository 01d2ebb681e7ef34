package news.rendezvous.dialect;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import news.rendezvous.item.CanonicalUrl;
import news.rendezvous.item.LinkHash;
import org.jspecify.annotations.Nullable;

/**
 * Collects the references of one entry: in order of appearance, each hash once, a bounded number.
 */
final class References {

  /** Characters; what is longer is a text and no title. */
  private static final int LONGEST_TITLE = 500;

  private static final Pattern BARE_PERCENT = Pattern.compile("%(?![0-9A-Fa-f]{2})");

  private final ReferenceBases bases;
  private final int most;
  private final Map<LinkHash, Reference> found = new LinkedHashMap<>();

  /** Those that stand for themselves, whose titles are titles and not words of a sentence. */
  private final Set<LinkHash> standing = new HashSet<>();

  private @Nullable LinkHash last;

  References(ReferenceBases bases, int most) {
    this.bases = bases;
    this.most = most;
  }

  /** Takes a reference that stands for itself: a line, or a picture. */
  Reference standing(ReferenceAddress address, @Nullable String title) {
    standing.add(address.link());
    last = address.link();
    return add(address, title);
  }

  /** The title of the reference that was taken last, where it was broken onto the next line. */
  void title(String title) {
    Reference before = last == null ? null : found.get(last);
    if (before != null && before.title() == null) {
      found.put(
          before.link(),
          new Reference(before.link(), named(title), before.addresses(), before.relative()));
    }
  }

  /** Takes a reference; returns it as it is known, also where there are too many to keep it. */
  Reference add(ReferenceAddress address, @Nullable String title) {
    String named = title == null ? null : named(title);
    Reference before = found.get(address.link());
    Reference now =
        before == null
            ? reference(address.link(), named, address.written().replace("&amp;", "&"))
            : new Reference(
                before.link(),
                before.title() == null ? named : before.title(),
                before.addresses(),
                before.relative());
    if (before != null || found.size() < most) {
      found.put(address.link(), now);
    }
    return now;
  }

  /**
   * Takes the address of a field that was made absolute when the entry was parsed, where it is one
   * of a reference. As a relative one it is asked for at all bases.
   */
  void addResolved(@Nullable String url) {
    if (url == null) {
      return;
    }
    ReferenceAddress.of(url)
        .ifPresent(
            absolute -> {
              String name = absolute.written().substring(absolute.written().indexOf("getUrls?"));
              boolean relative =
                  bases.urls().stream()
                      .flatMap(base -> CanonicalUrl.resolve(name, base).stream())
                      .anyMatch(absolute.written()::equals);
              add(
                  relative
                      ? new ReferenceAddress(name, absolute.link(), 0, name.length())
                      : absolute,
                  null);
            });
  }

  /** Takes the references within a sentence; returns the text without their addresses. */
  String takeInline(String text) {
    StringBuilder left = new StringBuilder(text.length());
    int from = 0;
    for (ReferenceAddress address : ReferenceAddress.in(text)) {
      left.append(text, from, address.start());
      add(address, null);
      from = ReferenceLine.behindDash(text, address.end());
      boolean spaced = left.length() == 0 || Character.isWhitespace(left.charAt(left.length() - 1));
      while (spaced && from < text.length() && text.charAt(from) == ' ') {
        from++;
      }
    }
    return left.append(text, from, text.length()).toString();
  }

  private static @Nullable String named(String text) {
    String title = text.replaceAll("[\\s\u00a0]+", " ").strip();
    int end = Math.min(title.length(), LONGEST_TITLE);
    boolean halved = end < title.length() && Character.isLowSurrogate(title.charAt(end));
    String cut = title.substring(0, halved ? end - 1 : end).strip();
    return cut.isEmpty() ? null : cut;
  }

  private Reference reference(LinkHash hash, @Nullable String title, String address) {
    Optional<String> absolute = CanonicalUrl.resolve(address, null);
    Stream<String> against =
        absolute.isPresent()
            ? absolute.stream()
            : bases.urls().stream().flatMap(base -> CanonicalUrl.resolve(address, base).stream());
    boolean namesHost = absolute.isPresent() || address.startsWith("//");
    return new Reference(
        hash,
        title,
        against.flatMap(url -> uri(url).stream()).distinct().toList(),
        !namesHost && !bases.configured());
  }

  private static Optional<URI> uri(String url) {
    try {
      // RFC 3986 has "%" escaped where it escapes nothing; the WHATWG URL Standard does not.
      return Optional.of(new URI(BARE_PERCENT.matcher(url).replaceAll("%25")));
    } catch (URISyntaxException e) {
      return Optional.empty(); // an address that nobody could ask
    }
  }

  boolean isEmpty() {
    return found.isEmpty();
  }

  List<Reference> all() {
    return List.copyOf(found.values());
  }

  /** The title of a reference that was taken; null where it has none. */
  @Nullable String titleOf(LinkHash link) {
    Reference reference = found.get(link);
    return reference == null ? null : reference.title();
  }

  /** The title that all references which stand for themselves carry; null where they differ. */
  @Nullable String commonTitle() {
    Set<Optional<String>> titles =
        found.values().stream()
            .filter(reference -> standing.contains(reference.link()))
            .map(reference -> Optional.ofNullable(reference.title()))
            .collect(Collectors.toSet());
    return titles.size() == 1 ? titles.iterator().next().orElse(null) : null;
  }
}
