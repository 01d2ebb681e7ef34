package news.rendezvous.ingest.dialect.reference;

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
import news.rendezvous.item.url.CanonicalUrl;
import news.rendezvous.item.url.LinkHash;
import org.jspecify.annotations.Nullable;

/**
 * Collector of the references of one entry, in order of appearance, without repetitions, up to a
 * maximum.
 */
public final class ReferenceCollector {

  /** In characters; longer texts are no titles. */
  private static final int LONGEST_TITLE = 500;

  private static final Pattern BARE_PERCENT = Pattern.compile("%(?![0-9A-Fa-f]{2})");

  private final ReferenceBases bases;
  private final int maxReferences;
  private final Map<LinkHash, EntryReference> references = new LinkedHashMap<>();

  /** References on lines of their own and pictures, whose titles are no words of a sentence. */
  private final Set<LinkHash> standing = new HashSet<>();

  private @Nullable LinkHash last;

  public ReferenceCollector(ReferenceBases bases, int maxReferences) {
    this.bases = bases;
    this.maxReferences = maxReferences;
  }

  /** Adds a reference on a line of its own, or a picture. */
  public EntryReference standing(ReferenceAddress address, @Nullable String title) {
    standing.add(address.link());
    last = address.link();
    return add(address, title);
  }

  /** Sets the title of the last reference, if it is on the next line. */
  public void title(String title) {
    EntryReference before = last == null ? null : references.get(last);
    if (before != null && before.title() == null) {
      references.put(
          before.link(),
          new EntryReference(before.link(), named(title), before.addresses(), before.relative()));
    }
  }

  /**
   * Adds a reference and returns it with all that is known of it, even if there are too many to
   * keep it.
   */
  public EntryReference add(ReferenceAddress address, @Nullable String title) {
    String named = title == null ? null : named(title);
    EntryReference before = references.get(address.link());
    EntryReference now =
        before == null
            ? reference(address.link(), named, address.written().replace("&amp;", "&"))
            : new EntryReference(
                before.link(),
                before.title() == null ? named : before.title(),
                before.addresses(),
                before.relative());
    if (before != null || references.size() < maxReferences) {
      references.put(address.link(), now);
    }
    return now;
  }

  /**
   * Adds the URL of a field, if it is a reference. The parser has made it absolute; if it was
   * relative, all bases are candidates again.
   */
  public void addResolved(@Nullable String url) {
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

  /** Adds the references within a sentence; returns the text without their URLs. */
  public String takeInline(String text) {
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

  private EntryReference reference(LinkHash hash, @Nullable String title, String address) {
    Optional<String> absolute = CanonicalUrl.resolve(address, null);
    Stream<String> against =
        absolute.isPresent()
            ? absolute.stream()
            : bases.urls().stream().flatMap(base -> CanonicalUrl.resolve(address, base).stream());
    boolean namesHost = absolute.isPresent() || address.startsWith("//");
    return new EntryReference(
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
      return Optional.empty(); // no end point can have it
    }
  }

  public boolean isEmpty() {
    return references.isEmpty();
  }

  public List<EntryReference> all() {
    return List.copyOf(references.values());
  }

  /** The title of a reference; null if it has none. */
  @Nullable
  public String titleOf(LinkHash link) {
    EntryReference reference = references.get(link);
    return reference == null ? null : reference.title();
  }

  /** The title that all references on lines of their own share; null if they differ. */
  @Nullable
  public String commonTitle() {
    Set<Optional<String>> titles =
        references.values().stream()
            .filter(reference -> standing.contains(reference.link()))
            .map(reference -> Optional.ofNullable(reference.title()))
            .collect(Collectors.toSet());
    return titles.size() == 1 ? titles.iterator().next().orElse(null) : null;
  }

  /**
   * Base URLs of the relative references of an entry, in the order in which they are tried.
   *
   * @param urls absolute; the directory of each is the base (RFC 3986 section 5.2.3)
   */
  public record ReferenceBases(List<String> urls, boolean configured) {

    public ReferenceBases {
      urls = List.copyOf(urls);
    }

    /**
     * The configured base alone, or else the directories of the story and the feed, then the roots
     * of their hosts.
     */
    public static ReferenceBases of(
        @Nullable String story, @Nullable String feed, @Nullable String linksBase) {
      if (linksBase != null) {
        return new ReferenceBases(List.of(linksBase), true);
      }
      List<String> directories =
          Stream.of(CanonicalUrl.resolve(story, feed), CanonicalUrl.resolve(feed, null))
              .flatMap(Optional::stream)
              .toList();
      Stream<String> roots =
          directories.stream().flatMap(url -> CanonicalUrl.resolve("/", url).stream());
      return new ReferenceBases(
          Stream.concat(directories.stream(), roots).distinct().toList(), false);
    }
  }
}
