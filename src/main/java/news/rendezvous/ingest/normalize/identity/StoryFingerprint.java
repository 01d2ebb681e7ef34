package news.rendezvous.ingest.normalize.identity;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import news.rendezvous.ingest.dialect.reference.EntryReference;
import news.rendezvous.item.Story;
import news.rendezvous.item.text.ComparableText;
import news.rendezvous.item.text.Sha256;
import news.rendezvous.item.url.CanonicalUrl;
import news.rendezvous.item.url.LinkHash;
import news.rendezvous.item.url.MediaUrl;
import org.jspecify.annotations.Nullable;

/**
 * Fingerprint of what a reader sees of a story: SHA-256, the first 128 bits in hex. White space,
 * variants of quotation marks and parameters that track or count do not change it. Dates are no
 * part of it, since a clamped one changes at every poll. Targets of references are none either:
 * they come from the end point and not from the source, so that an entry which comes again has the
 * same fingerprint after its references are resolved.
 */
public final class StoryFingerprint {

  private static final int BYTES = 16;

  private final MessageDigest digest = Sha256.digest();

  private StoryFingerprint() {}

  /**
   * Begins with title and content.
   *
   * @param content in its comparison form
   */
  public static StoryFingerprint ofTexts(@Nullable String title, String content) {
    return new StoryFingerprint().text("title", title).add("content", content);
  }

  /**
   * Adds all else that a reader sees of the story.
   *
   * @param story before its references are resolved
   * @param permalink of a story that a guid identifies; without a guid, a permalink that changes is
   *     a token
   * @param targets URLs that its content links to or shows
   */
  public StoryFingerprint and(
      Story story,
      @Nullable CanonicalUrl permalink,
      List<String> targets,
      @Nullable String publisher,
      List<EntryReference> references) {
    text("summary", story.summary()).text("publisher", publisher);
    address("permalink", permalink == null ? null : permalink.toString());
    targets.stream().filter(url -> !isReference(url)).forEach(url -> address("target", url));
    media("image", isReference(story.image()) ? null : story.image());
    story.attachments().forEach(attachment -> media("attachment", attachment.url()));
    story.authors().forEach(author -> text("author", author.name()));
    story.tags().stream().sorted().forEach(tag -> text("tag", tag));
    references.forEach(this::reference);
    return this;
  }

  /** True if a URL is that of a reference, of which the hash is compared. */
  private static boolean isReference(@Nullable String url) {
    return url != null && LinkHash.inAddress(url).isPresent();
  }

  /** The hash of a text as it is, without its comparison form. */
  static String ofExactly(String text) {
    return new StoryFingerprint().add("text", text).hex();
  }

  private StoryFingerprint text(String field, @Nullable String text) {
    return add(field, text == null ? "" : ComparableText.of(text));
  }

  // Parameters of a page count, sign and track more often than they select.
  private StoryFingerprint address(String field, @Nullable String url) {
    return add(field, url == null ? "" : MediaUrl.withoutQuery(url));
  }

  // The only change of a comic strip may be its picture.
  private StoryFingerprint media(String field, @Nullable String url) {
    return add(field, url == null ? "" : MediaUrl.selecting(url));
  }

  private void reference(EntryReference reference) {
    text("reference", reference.title()).add("link", reference.link().toString());
  }

  // Lengths delimit the fields: text that moves from one to the next is a change.
  private StoryFingerprint add(String field, String value) {
    digest.update((field + ' ' + value.length() + ' ').getBytes(StandardCharsets.UTF_8));
    digest.update(value.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  public String hex() {
    return HexFormat.of().formatHex(Sha256.copy(digest).digest(), 0, BYTES);
  }
}
