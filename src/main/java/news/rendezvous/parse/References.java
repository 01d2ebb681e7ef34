package news.rendezvous.parse;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import news.rendezvous.item.CanonicalUrl;
import news.rendezvous.item.LinkHash;
import org.jspecify.annotations.Nullable;

/**
 * Collects the references of one body: in order of appearance, each hash once, a bounded number.
 */
final class References {

  /** Characters; what is longer is a text and no title. */
  private static final int LONGEST_TITLE = 500;

  private static final Pattern LINK =
      Pattern.compile("[?&](?:amp;)?link=([0-9a-fA-F]{32})(?![^&#\\s])");
  private static final Pattern ADDRESS =
      Pattern.compile("(?:[^\\s?#]{0,2000}/)?getUrls\\?[^\\s]{1,2000}+");

  /**
   * A reference line.
   *
   * @param address of the reference, as written
   * @param title behind the dash
   */
  record Line(String address, @Nullable String title) {

    /** Ends an address: its own characters may hold hyphens, so the hash is what ends it. */
    private static final Pattern HASH = Pattern.compile("link=[0-9a-fA-F]{32}");

    // One pass, whatever the line: it may be as long as a document, and made to be tried from
    // every character of it.
    static Optional<Line> parse(String text) {
      int end = text.indexOf("getUrls?") < 0 ? -1 : addressEnd(text.strip());
      if (end < 0) {
        return Optional.empty();
      }
      String line = text.strip();
      String address = line.substring(0, end);
      return hash(address).isEmpty()
          ? Optional.empty()
          : title(line.substring(end)).map(title -> new Line(address, Texts.blankToNull(title)));
    }

    // Behind the first hash, or behind the further parameters that follow it up to a dash.
    private static int addressEnd(String line) {
      int start = line.indexOf("getUrls?");
      Matcher hash = HASH.matcher(line);
      if (!line.substring(0, start).chars().noneMatch(Character::isWhitespace)
          || !hash.find(start)
          || line.substring(start, hash.start()).chars().anyMatch(Character::isWhitespace)) {
        return -1;
      }
      int end = hash.end();
      if (end < line.length() && line.charAt(end) == '&') {
        while (end < line.length()
            && !Character.isWhitespace(line.charAt(end))
            && !isDash(line.charAt(end))) {
          end++;
        }
      }
      return end;
    }

    /** The title behind spaces and dashes; empty where something else follows the address. */
    private static Optional<String> title(String rest) {
      String behind = rest.stripLeading();
      int dashes = 0;
      while (dashes < behind.length() && isDash(behind.charAt(dashes))) {
        dashes++;
      }
      return dashes == 0 && !behind.isEmpty()
          ? Optional.empty()
          : Optional.of(behind.substring(dashes).strip());
    }

    private static boolean isDash(char c) {
      return c == '-' || (c >= '\u2010' && c <= '\u2015') || c == '\u2212';
    }
  }

  private static final Pattern BARE_PERCENT = Pattern.compile("%(?![0-9A-Fa-f]{2})");

  private final ReferenceBases bases;
  private final int most;
  private final Map<LinkHash, Reference> found = new LinkedHashMap<>();

  References(ReferenceBases bases, int most) {
    this.bases = bases;
    this.most = most;
  }

  /** Takes an address in; whether it is one of a reference. */
  boolean address(String written, @Nullable String title) {
    String address = written.strip();
    Optional<LinkHash> hash = hash(address);
    hash.ifPresent(link -> keep(link, address, title));
    return hash.isPresent();
  }

  /** Takes a line in; whether it is a reference line. */
  boolean line(String text) {
    Optional<Line> line = Line.parse(text);
    line.ifPresent(found -> address(found.address(), found.title()));
    return line.isPresent();
  }

  static Optional<LinkHash> hash(String written) {
    String address = written.strip();
    if (!address.contains("getUrls?") || !ADDRESS.matcher(address).matches()) {
      return Optional.empty();
    }
    Matcher link = LINK.matcher(address.substring(address.indexOf("getUrls?")));
    return link.find() ? LinkHash.parse(link.group(1)) : Optional.empty();
  }

  private void keep(LinkHash hash, String address, @Nullable String title) {
    String named = title == null ? null : title(title);
    Reference known = found.get(hash);
    if (known == null && found.size() < most) {
      found.put(hash, reference(hash, named, lowered(address, hash).replace("&amp;", "&")));
    } else if (known != null && known.title() == null) {
      found.put(hash, new Reference(hash, named, known.addresses(), known.relative()));
    }
  }

  private static @Nullable String title(String text) {
    String title = text.replaceAll("\\s+", " ");
    int end = Math.min(title.length(), LONGEST_TITLE);
    boolean halved = end < title.length() && Character.isLowSurrogate(title.charAt(end));
    return Texts.blankToNull(title.substring(0, halved ? end - 1 : end));
  }

  // The end point need not know that hex digits have two cases.
  private static String lowered(String address, LinkHash hash) {
    return Pattern.compile(hash.toString(), Pattern.LITERAL | Pattern.CASE_INSENSITIVE)
        .matcher(address)
        .replaceFirst(hash.toString());
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

  List<Reference> all() {
    return List.copyOf(found.values());
  }

  /** The title that all references carry; null where they differ or one has none. */
  @Nullable String commonTitle() {
    Set<Optional<String>> titles =
        found.values().stream()
            .map(reference -> Optional.ofNullable(reference.title()))
            .collect(Collectors.toSet());
    return titles.size() == 1 ? titles.iterator().next().orElse(null) : null;
  }
}
