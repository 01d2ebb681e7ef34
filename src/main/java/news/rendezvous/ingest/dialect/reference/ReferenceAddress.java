package news.rendezvous.ingest.dialect.reference;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import news.rendezvous.item.url.LinkHash;

/**
 * The URL of a reference as written: {@code getUrls?link=<hash>}, relative or absolute, with
 * further parameters in any order.
 *
 * @param written the URL with its hash in lower case, since end points compare it as text
 */
public record ReferenceAddress(String written, LinkHash link, int start, int end) {

  private static final String NAME = "getUrls?";

  /** Longest scheme, host and path, in characters. */
  private static final int LONGEST_PATH = 2_000;

  private static final Pattern LINK =
      Pattern.compile("[?&](?:amp;)?link=([0-9a-fA-F]{32})(?![^&#\\s])");
  private static final Pattern ADDRESS =
      Pattern.compile("(?:[^\\s?#]{0,2000}/)?getUrls\\?[^\\s]{1,2000}+");

  /** In running text the URL ends with the hash, unless a digit or another parameter follows. */
  private static final Pattern QUERY =
      Pattern.compile(
          "getUrls\\?(?:[\\w.~%=+*:-]{1,200}+&(?:amp;)?){0,20}?link=([0-9a-fA-F]{32})(?![0-9a-zA-Z_%=])"
              + "(?:&(?:amp;)?[\\w.~%+*:]{1,100}+(?:=[\\w.~%+*:/]{0,200}+)?){0,20}(?:#[\\w.~%]{0,100}+)?");

  /** The URL in an attribute or field that holds nothing else. */
  public static Optional<ReferenceAddress> of(String field) {
    String address = field.strip();
    if (!LinkHash.mayBeIn(address) || !ADDRESS.matcher(address).matches()) {
      return Optional.empty();
    }
    Matcher link = LINK.matcher(address.substring(address.indexOf(NAME)));
    return link.find()
        ? Optional.of(address(address, link.group(1), 0, field.length()))
        : Optional.empty();
  }

  /** The URLs in a running text, in their order; linear in the length of the text. */
  public static List<ReferenceAddress> in(String text) {
    List<ReferenceAddress> found = new ArrayList<>();
    int from = 0;
    for (int name = text.indexOf(NAME); name >= 0; name = text.indexOf(NAME, name + 1)) {
      int start = start(text, name, from);
      Matcher query = QUERY.matcher(text).region(name, text.length());
      if (start >= 0 && name >= from && query.lookingAt()) {
        found.add(address(text.substring(start, query.end()), query.group(1), start, query.end()));
        from = query.end();
      }
    }
    return found;
  }

  private static ReferenceAddress address(String address, String hash, int start, int end) {
    LinkHash link = LinkHash.parse(hash).orElseThrow();
    return new ReferenceAddress(address.replace(hash, link.toString()), link, start, end);
  }

  /** The start of scheme, host and path before the name; -1 if the name is the end of a word. */
  private static int start(String text, int name, int from) {
    int least = Math.max(from, name - LONGEST_PATH);
    int start = name;
    if (name > least && text.charAt(name - 1) == '/') {
      while (start > least && isOfPath(text.charAt(start - 1))) {
        start--;
      }
    }
    boolean word = start > 0 && start == name && isWord(text.charAt(start - 1));
    return word ? -1 : start;
  }

  private static boolean isWord(char c) {
    return c < 0x80 ? Character.isLetterOrDigit(c) || "_-.=&?#%".indexOf(c) >= 0 : false;
  }

  private static boolean isOfPath(char c) {
    return c < 0x80 && (Character.isLetterOrDigit(c) || "/:.-_~%@+".indexOf(c) >= 0);
  }
}
