package news.rendezvous.normalize;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer.Form;
import java.util.HexFormat;
import java.util.List;
import news.rendezvous.dialect.Reference;
import news.rendezvous.item.CanonicalUrl;
import news.rendezvous.item.CharFolding;
import news.rendezvous.item.LinkHash;
import news.rendezvous.item.MediaUrl;
import news.rendezvous.item.Story;
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

  private static final String DOUBLE_QUOTES = "“”„‟«»「」『』";
  private static final String SINGLE_QUOTES = "‘’‚‛‹›";

  /** To copy: looking the algorithm up takes as long as hashing a paragraph. */
  private static final MessageDigest EMPTY = sha256();

  private final MessageDigest digest = copy(EMPTY);

  private Fingerprint() {}

  /** Begins with title and content. */
  static Fingerprint ofTexts(@Nullable String title, Content content) {
    return new Fingerprint().text("title", title).add("content", content.compared());
  }

  /**
   * Goes on with all else that a reader sees of the story whose texts it began with.
   *
   * @param story before its references are resolved
   * @param permalink of a story that is known by its guid; of others the permalink is the name, and
   *     one that changes is a token
   */
  Fingerprint and(
      Story story,
      @Nullable CanonicalUrl permalink,
      Content content,
      @Nullable String publisher,
      List<Reference> references) {
    text("summary", story.summary()).text("publisher", publisher);
    address("permalink", permalink == null ? null : permalink.toString());
    content.targets().stream()
        .filter(url -> !isReference(url))
        .forEach(url -> address("target", url));
    media("image", isReference(story.image()) ? null : story.image());
    story.attachments().forEach(attachment -> media("attachment", attachment.url()));
    story.authors().forEach(author -> text("author", author.name()));
    story.tags().stream().sorted().forEach(tag -> text("tag", tag));
    references.forEach(this::reference);
    return this;
  }

  /** Tells whether an address is one of a reference, which is compared by its hash. */
  private static boolean isReference(@Nullable String url) {
    return url != null && LinkHash.inAddress(url).isPresent();
  }

  /** A hash of a text to the letter. */
  static String ofExactly(String text) {
    return new Fingerprint().add("text", text).hex();
  }

  private Fingerprint text(String field, @Nullable String text) {
    return add(field, text == null ? "" : comparable(text));
  }

  /**
   * A text as it is compared: composed, with quotes made equal. The translator drops spaces after
   * colons and before quotes; so every space is dropped.
   */
  static String comparable(String text) {
    char[] visible = CharFolding.composed(text, Form.NFKC);
    int kept = 0; // what stays moves to the front
    for (int i = 0, c; i < visible.length; i += Character.charCount(c)) {
      c = visible[i];
      if (c < 0x7F) { // as most are, of most texts
        visible[kept] = (char) c;
        kept += c > ' ' ? 1 : 0;
      } else {
        c = Character.codePointAt(visible, i);
        kept += isVisible(c) ? Character.toChars(plainQuote(c), visible, kept) : 0;
      }
    }
    return new String(visible, 0, kept).replace("''", "\"");
  }

  private static boolean isVisible(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.SPACE_SEPARATOR,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }

  private static int plainQuote(int c) {
    if (DOUBLE_QUOTES.indexOf(c) >= 0) {
      return '"';
    }
    return SINGLE_QUOTES.indexOf(c) >= 0 ? '\'' : c;
  }

  /** Without its parameters: they count, sign and track more often than they choose. */
  private Fingerprint address(String field, @Nullable String url) {
    return add(field, url == null ? "" : place(url));
  }

  /** Of a picture, sound or film, which is content: a strip's only change may be its picture. */
  private Fingerprint media(String field, @Nullable String url) {
    return add(field, url == null ? "" : MediaUrl.selecting(url));
  }

  static String place(String url) {
    int query = url.indexOf('?');
    int end = query < 0 ? url.indexOf('#') : query;
    return url.substring(url.indexOf("://") + 1, end < 0 ? url.length() : end);
  }

  private void reference(Reference reference) {
    text("reference", reference.title()).add("link", reference.link().toString());
  }

  // Lengths keep fields apart: text moved from one to the next is a change.
  private Fingerprint add(String field, String value) {
    digest.update((field + ' ' + value.length() + ' ').getBytes(StandardCharsets.UTF_8));
    digest.update(value.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  /** The hash of what has been added so far. */
  String hex() {
    return HexFormat.of().formatHex(copy(digest).digest(), 0, BYTES);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static MessageDigest copy(MessageDigest digest) {
    try {
      return (MessageDigest) digest.clone();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("the platform's own SHA-256 can be copied", e);
    }
  }
}
