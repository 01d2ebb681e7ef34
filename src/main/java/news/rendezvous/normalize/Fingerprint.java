package news.rendezvous.normalize;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer.Form;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import news.rendezvous.item.LinkHash;
import news.rendezvous.item.Related;
import news.rendezvous.item.Story;
import news.rendezvous.parse.Reference;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * A hash of what a reader sees of a story: SHA-256, the first 128 bits in hex. It does not change
 * with white space, with the marks that machine translation leaves, or with parameters in addresses
 * that track and count. Dates are no part of it: a clamped one changes at every poll. Neither is
 * what references lead to, which the end point says and not the source: an entry that comes again
 * is the same, whatever has been found out since.
 */
final class Fingerprint {

  private static final int BYTES = 16;

  /** The translator drops spaces after colons and before quotes; so every space is dropped. */
  private static final Pattern INVISIBLE = Pattern.compile("[\\s\\p{Z}\\p{C}]+");

  private static final Pattern DOUBLE_QUOTES = Pattern.compile("[“”„‟«»「」『』]|''");
  private static final Pattern SINGLE_QUOTES = Pattern.compile("[‘’‚‛‹›]");

  private final MessageDigest digest = sha256();

  private Fingerprint() {}

  /**
   * The references of a story.
   *
   * @param named as the source names them
   * @param related what they lead to, as far as it is known
   */
  record References(List<Reference> named, List<Related> related) {

    References {
      named = List.copyOf(named);
      related = List.copyOf(related);
    }

    boolean leadTo(@Nullable String url) {
      return url != null
          && (LinkHash.inAddress(url).isPresent()
              || related.stream()
                  .flatMap(known -> known.urls().stream())
                  .anyMatch(known -> known.toString().equals(url)));
    }
  }

  static String of(
      Story story, Content content, @Nullable String publisher, References references) {
    Fingerprint print = new Fingerprint();
    print.text("title", story.title()).text("content", content.compared());
    print.text("summary", story.summary()).text("publisher", publisher);
    print.address("permalink", story.url() == null ? null : story.url().toString());
    content.targets().stream()
        .filter(url -> !references.leadTo(url))
        .forEach(url -> print.address("target", url));
    print.address("image", references.leadTo(story.image()) ? null : story.image());
    story.attachments().forEach(attachment -> print.address("attachment", attachment.url()));
    story.authors().forEach(author -> print.text("author", author.name()));
    story.tags().stream().sorted().forEach(tag -> print.text("tag", tag));
    references.named().forEach(print::reference);
    return print.hex();
  }

  /** A hash of texts alone. */
  static String ofTexts(@Nullable String... texts) {
    Fingerprint print = new Fingerprint();
    Arrays.stream(texts).forEach(text -> print.text("text", text));
    return print.hex();
  }

  /** A hash of a text to the letter. */
  static String ofExactly(String text) {
    return new Fingerprint().add("text", text).hex();
  }

  /** Whether a reader would see no difference between two texts. */
  static boolean isSameText(String one, String other) {
    return comparable(one).equals(comparable(other));
  }

  private Fingerprint text(String field, @Nullable String text) {
    return add(field, text == null ? "" : comparable(text));
  }

  private static String comparable(String text) {
    String composed = java.text.Normalizer.normalize(text, Form.NFKC);
    String visible = INVISIBLE.matcher(composed).replaceAll("");
    String quoted = DOUBLE_QUOTES.matcher(visible).replaceAll("\"");
    return SINGLE_QUOTES.matcher(quoted).replaceAll("'");
  }

  /** Without its parameters: they count, sign and track more often than they choose. */
  private Fingerprint address(String field, @Nullable String url) {
    HttpUrl parsed = url == null ? null : HttpUrl.parse(url);
    return add(field, parsed == null ? String.valueOf(url) : parsed.host() + parsed.encodedPath());
  }

  private void reference(Reference reference) {
    text("reference", reference.title()).add("link", reference.link().toString());
  }

  // Lengths keep fields apart: text moved from one to the next is a change.
  private Fingerprint add(String field, String value) {
    digest.update((field + ' ' + value.length() + ' ' + value).getBytes(StandardCharsets.UTF_8));
    return this;
  }

  private String hex() {
    return HexFormat.of().formatHex(digest.digest(), 0, BYTES);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
